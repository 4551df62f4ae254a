package dev.kennel.store;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.Sha256;

/// Removes blobs that nothing refers to and nobody pins.
///
/// First a blob is marked, in a transaction that locks its row and then looks once more whether it is unused; from
/// then on nobody can pin it. Then, under the lock again, its file is unlinked and the row goes. Killed in between, the
/// next run goes on. A writer of the same content that comes first revives the row and writes the file again.
public final class Collector {

    private static final int BATCH = 200;

    private final BlobFiles files;
    private final Transactions transactions;

    Collector(BlobFiles files, Transactions transactions) {
        this.files = files;
        this.transactions = transactions;
    }

    /// Collects everything that is unused now.
    ///
    /// @return how many blobs went
    public int collect() throws IOException {
        transactions.inNew(connection -> {
            new PinTable(connection).deleteExpired();
            return null;
        });
        markUnused();
        return removeMarked();
    }

    /// Finishes what has been marked.
    ///
    /// @return how many blobs went
    int removeMarked() throws IOException {
        int removed = 0;
        for (int some = removeSome(); some > 0; some = removeSome()) {
            removed += some;
        }
        return removed;
    }

    private void markUnused() throws IOException {
        Optional<Sha256> last = markSome(Optional.empty());
        while (last.isPresent()) {
            last = markSome(last);
        }
    }

    /// Marks some of the blobs after `last`; the last one it looked at.
    private Optional<Sha256> markSome(Optional<Sha256> last) throws IOException {
        return transactions.inNew(connection -> {
            BlobTable blobs = new BlobTable(connection);
            SortedSet<Sha256> candidates = blobs.lockUnusedCandidates(last, BATCH);
            blobs.markUnused(candidates);
            return candidates.isEmpty() ? Optional.empty() : Optional.of(candidates.last());
        });
    }

    private int removeSome() throws IOException {
        return transactions.inNew(connection -> {
            BlobTable blobs = new BlobTable(connection);
            List<Sha256> marked = blobs.lockDeleting(BATCH);
            for (Sha256 blob : marked) {
                files.delete(blob);
            }
            blobs.delete(marked);
            return marked.size();
        });
    }
}
