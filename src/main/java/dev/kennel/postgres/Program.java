package dev.kennel.postgres;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.sun.security.auth.module.UnixSystem;

/// Runs PostgreSQL's programs to their end. They refuse to run as root, so root runs them in a user namespace without
/// a mapping: there they see an ordinary user that owns root's files.
final class Program {

    private static final long LIMIT_SECONDS = 300;

    private final Binaries binaries;
    private final Path output;
    private final List<String> prefix;

    /// @param output the file that keeps what the last program printed
    Program(Binaries binaries, Path output) {
        this.binaries = binaries;
        this.output = output;
        this.prefix = runsAsRoot() ? List.of("unshare", "--user") : List.of();
    }

    /// The exit status.
    int run(String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(binaries.program(name));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        try {
            return exitStatus(builder.start(), name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + name);
        }
    }

    String output() throws IOException {
        return Files.exists(output) ? Files.readString(output).strip() : "";
    }

    /// What to add to a message where the reason may be that root's way round is closed.
    String hint() {
        return prefix.isEmpty()
                ? ""
                : " PostgreSQL does not run as root; Kennel started it in a user namespace (unshare --user), which this"
                        + " machine may forbid: run Kennel as an ordinary user, or set quarkus.datasource.jdbc.url.";
    }

    private static int exitStatus(Process process, String name) throws InterruptedException {
        if (process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            return process.exitValue();
        }
        process.destroyForcibly();
        throw new DatabaseFailure("PostgreSQL's %s did not end within %d seconds. Is the disk very slow or full?"
                .formatted(name, LIMIT_SECONDS));
    }

    private static boolean runsAsRoot() {
        return new UnixSystem().getUid() == 0;
    }
}
