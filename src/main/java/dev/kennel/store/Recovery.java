package dev.kennel.store;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.Sha256;

/// Mends what a killed process has left behind: staged files, deletions that had begun, published files whose
/// transaction never committed. Safe beside other nodes that are at work.
final class Recovery {

    private final BlobFiles files;
    private final Collector collector;
    private final Orphans orphans;
    private final Clock clock;
    private final Duration stagingLife;

    Recovery(BlobFiles files, Transactions transactions, Clock clock, Duration stagingLife) {
        this.files = files;
        this.collector = new Collector(files, transactions);
        this.orphans = new Orphans(files, transactions);
        this.clock = clock;
        this.stagingLife = stagingLife;
    }

    /// @param staged entries swept from the staging directory
    /// @param deletions that were finished
    /// @param orphans files without a row that were removed
    record Mended(int staged, int deletions, int orphans) {

        boolean nothing() {
            return staged + deletions + orphans == 0;
        }
    }

    Mended mend() throws IOException {
        int staged = files.sweepStaging(clock.instant().minus(stagingLife));
        int deletions = collector.removeMarked();
        int removed = 0;
        for (Sha256 orphan : orphans.list()) {
            if (orphans.remove(orphan)) {
                removed++;
            }
        }
        return new Mended(staged, deletions, removed);
    }
}
