package dev.kennel.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// An embedded database that another live process owns, for a client of it. It ends when its owner does.
public record RunningDatabase(String jdbcUrl, String user, String password) {

    /// The one that lives below `directory`; empty when no process owns it, or its owner has not started it yet.
    ///
    /// @throws DatabaseFailure when what says so cannot be read
    public static Optional<RunningDatabase> below(Path directory) {
        try {
            if (!Files.isDirectory(directory) || !OwnerLock.isTaken(directory.toRealPath())) {
                return Optional.empty();
            }
            Path home = directory.toRealPath();
            PidFile postmaster = PidFile.of(home.resolve("data"));
            if (postmaster.state() != PidFile.State.OURS || postmaster.port().isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new RunningDatabase(
                    EmbeddedDatabase.jdbcUrl(postmaster.port().get()),
                    Cluster.USER,
                    Password.in(home.resolve("password")).value()));
        } catch (IOException e) {
            throw new DatabaseFailure("The database in %s cannot be joined: %s".formatted(directory, e), e);
        }
    }
}
