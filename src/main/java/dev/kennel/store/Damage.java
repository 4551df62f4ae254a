package dev.kennel.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.Sha256;
import dev.kennel.store.BlobTable.BlobRow;
import dev.kennel.store.Finding.Outcome;
import dev.kennel.store.Finding.Problem;

/// Finds blobs whose files are missing, cut or altered, and sees to it that they can be made again.
final class Damage {

    private final BlobFiles files;
    private final Transactions transactions;

    Damage(BlobFiles files, Transactions transactions) {
        this.files = files;
        this.transactions = transactions;
    }

    /// Reads the whole blob.
    Optional<Finding> check(BlobRow row, boolean repair) throws IOException {
        boolean asItShouldBe = row.state() == BlobState.READY && lookAt(row).isEmpty();
        return asItShouldBe ? Optional.empty() : confirm(row, repair);
    }

    Referrers referrers(Sha256 blob) throws IOException {
        return transactions.inNew(connection -> new ReferenceView(connection).referrers(blob));
    }

    private record Wrong(Problem problem, String explanation) {}

    /// Looks again under the row's lock: the blob may have been collected or written again in between.
    private Optional<Finding> confirm(BlobRow row, boolean repair) throws IOException {
        return transactions.inNew(connection -> {
            BlobState state = lock(row, connection);
            return switch (state) {
                case null -> Optional.empty();
                case DELETING -> Optional.empty();
                case READY, LOST -> {
                    Optional<Wrong> wrong = lookAt(row);
                    if (wrong.isPresent()) {
                        yield Optional.of(
                                repair
                                        ? drop(row, wrong.get(), connection)
                                        : report(row, state, wrong.get(), connection));
                    }
                    yield state == BlobState.LOST ? Optional.of(foundAgain(row, repair, connection)) : Optional.empty();
                }
            };
        });
    }

    /// Null when there is no row.
    private static BlobState lock(BlobRow row, Connection connection) throws SQLException {
        return new BlobTable(connection)
                .lockForWriting(new TreeSet<>(List.of(row.sha256())))
                .get(row.sha256());
    }

    private Optional<Wrong> lookAt(BlobRow row) throws IOException {
        OptionalLong size = files.size(row.sha256());
        if (size.isEmpty()) {
            return Optional.of(new Wrong(Problem.MISSING_FILE, files.path(row.sha256()) + " is not there."));
        }
        if (size.getAsLong() != row.bytes()) {
            return Optional.of(new Wrong(
                    Problem.WRONG_SIZE,
                    files.path(row.sha256()) + " has " + size.getAsLong() + " bytes instead of " + row.bytes() + "."));
        }
        Sha256 actual = files.digest(row.sha256());
        return actual.equals(row.sha256())
                ? Optional.empty()
                : Optional.of(
                        new Wrong(Problem.WRONG_CONTENT, files.path(row.sha256()) + " has the digest " + actual + "."));
    }

    private Finding foundAgain(BlobRow row, boolean repair, Connection connection) throws SQLException {
        if (repair) {
            new BlobTable(connection).revive(List.of(row.sha256()));
        }
        var whole = new Wrong(Problem.FOUND_AGAIN, files.path(row.sha256()) + " was lost and is whole again.");
        return finding(
                row,
                whole,
                repair ? "It is in use again." : "--repair takes it into use.",
                new ReferenceView(connection).referrers(row.sha256()),
                repair ? Outcome.MENDED : Outcome.LEFT);
    }

    private Finding report(BlobRow row, BlobState state, Wrong wrong, Connection connection) throws SQLException {
        Referrers referrers = new ReferenceView(connection).referrers(row.sha256());
        if (state == BlobState.LOST && wrong.problem() == Problem.MISSING_FILE) {
            return finding(row, wrong, "Dropped; " + remedy(referrers), referrers, Outcome.DROPPED);
        }
        return finding(row, wrong, "Run verify with --repair; then " + remedy(referrers), referrers, Outcome.LEFT);
    }

    /// What nobody needs goes. What is needed is lost until it is brought again, and what Kennel can make loses its bad
    /// file and is forgotten as a unit, so that it is made.
    private Finding drop(BlobRow row, Wrong wrong, Connection connection) throws SQLException, IOException {
        BlobTable blobs = new BlobTable(connection);
        int units = new UnitTable(connection).forget(row.sha256());
        blobs.markUnused(List.of(row.sha256()));
        Referrers referrers = new ReferenceView(connection).referrers(row.sha256());
        if (lock(row, connection) == BlobState.DELETING) {
            return finding(row, wrong, "Nothing needed it; it has been removed.", referrers, Outcome.MENDED);
        }
        blobs.markLost(row.sha256());
        if (units > 0 || referrers.madeHere()) {
            files.delete(row.sha256());
            return finding(row, wrong, "Dropped; " + remedy(referrers), referrers, Outcome.DROPPED);
        }
        return finding(row, wrong, "What needs it is incomplete: " + remedy(referrers), referrers, Outcome.LEFT);
    }

    private static String remedy(Referrers referrers) {
        if (referrers.count() == 0) {
            return "retry or discard the job that keeps it.";
        }
        String end = referrers.count() == 1 ? "." : ", which brings it back for all that need it.";
        return referrers
                .remedy()
                .map(remedy -> remedy + end)
                .orElse("only older revisions need it, whose files cannot be made again.");
    }

    private static Finding finding(BlobRow row, Wrong wrong, String remedy, Referrers referrers, Outcome outcome) {
        return new Finding(
                wrong.problem(), row.sha256().hex(), wrong.explanation() + " " + remedy, referrers.lines(), outcome);
    }
}
