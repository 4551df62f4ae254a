package dev.kennel.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.Sha256;

/// Files below `blobs` without a row: a process was killed between publishing them and its commit.
final class Orphans {

    private static final int BATCH = 500;

    private final BlobFiles files;
    private final Transactions transactions;

    Orphans(BlobFiles files, Transactions transactions) {
        this.files = files;
        this.transactions = transactions;
    }

    /// Visits every file without a row, and every file whose name is not that of a blob.
    void visit(Consumer<Sha256> orphan, Consumer<Path> stranger) throws IOException {
        SortedSet<Sha256> batch = new TreeSet<>();
        files.visit(file -> {
            files.digestOf(file).ifPresentOrElse(batch::add, () -> stranger.accept(file));
            if (batch.size() == BATCH) {
                unknown(batch).forEach(orphan);
                batch.clear();
            }
        });
        unknown(batch).forEach(orphan);
    }

    /// Every file without a row.
    List<Sha256> list() throws IOException {
        List<Sha256> orphans = new ArrayList<>();
        visit(orphans::add, _ -> {});
        return orphans;
    }

    /// Removes the file unless a row or a reference has turned up: a row in deletion is added first, which waits for
    /// whoever is committing the same content and makes others wait.
    ///
    /// @return whether it is gone
    boolean remove(Sha256 orphan) throws IOException {
        return transactions.inNew(connection -> {
            BlobTable blobs = new BlobTable(connection);
            boolean unknown =
                    !blobs.insertMissing(sizeOf(orphan), BlobState.DELETING).isEmpty();
            if (unknown) {
                blobs.delete(Set.of(orphan));
            }
            boolean removable = unknown && !new ReferenceView(connection).isReferred(orphan);
            return removable && files.delete(orphan);
        });
    }

    /// Gives the file a row, when its content is what its name says.
    ///
    /// @return whether it has one now
    boolean adopt(Sha256 orphan) throws IOException {
        if (files.size(orphan).isEmpty() || !files.digest(orphan).equals(orphan)) {
            return false;
        }
        transactions.inNew(connection -> new BlobTable(connection).insertMissing(sizeOf(orphan), BlobState.READY));
        return true;
    }

    private SortedSet<Sha256> unknown(SortedSet<Sha256> digests) throws IOException {
        SortedSet<Sha256> unknown = new TreeSet<>(digests);
        unknown.removeAll(transactions.inNew(connection -> new BlobTable(connection).known(digests)));
        return unknown;
    }

    private SortedMap<Sha256, Long> sizeOf(Sha256 orphan) throws IOException {
        SortedMap<Sha256, Long> size = new TreeMap<>();
        size.put(orphan, files.size(orphan).orElse(0));
        return size;
    }
}
