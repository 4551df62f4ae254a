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
        Optional<Wrong> wrong = lookAt(row);
        return wrong.isEmpty() ? Optional.empty() : confirm(row, repair);
    }

    List<String> referrers(Sha256 blob) throws IOException {
        return transactions.inNew(connection -> new ReferenceView(connection).referrers(blob));
    }

    private record Wrong(Problem problem, String explanation) {}

    /// Looks again under the row's lock: the blob may have been collected or written again in between.
    private Optional<Finding> confirm(BlobRow row, boolean repair) throws IOException {
        return transactions.inNew(connection -> {
            BlobTable blobs = new BlobTable(connection);
            BlobState state =
                    blobs.lockForWriting(new TreeSet<>(List.of(row.sha256()))).get(row.sha256());
            Optional<Wrong> wrong = state == BlobState.READY ? lookAt(row) : Optional.empty();
            if (wrong.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(repair ? mend(row, wrong.get(), connection) : report(row, wrong.get(), connection));
        });
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

    private Finding report(BlobRow row, Wrong wrong, Connection connection) throws SQLException {
        List<String> referrers = new ReferenceView(connection).referrers(row.sha256());
        return finding(row, wrong, " --repair forgets it, so that it is made again.", referrers, false);
    }

    /// What nobody needs goes. What is needed and can be made again is forgotten as a unit and loses its bad file.
    private Finding mend(BlobRow row, Wrong wrong, Connection connection) throws SQLException, IOException {
        BlobTable blobs = new BlobTable(connection);
        int units = new UnitTable(connection).forget(row.sha256());
        blobs.markUnused(List.of(row.sha256()));
        List<String> referrers = new ReferenceView(connection).referrers(row.sha256());
        if (blobs.lockForWriting(new TreeSet<>(List.of(row.sha256()))).get(row.sha256()) == BlobState.DELETING) {
            return finding(row, wrong, " Nothing needed it; it has been removed.", referrers, true);
        }
        if (units == 0) {
            return finding(row, wrong, " Import the same file again to replace it.", referrers, false);
        }
        files.delete(row.sha256());
        return finding(row, wrong, " Sweep the model again: this unit will be made again.", referrers, false);
    }

    private static Finding finding(BlobRow row, Wrong wrong, String remedy, List<String> referrers, boolean mended) {
        return new Finding(wrong.problem(), row.sha256().hex(), wrong.explanation() + remedy, referrers, mended);
    }
}
