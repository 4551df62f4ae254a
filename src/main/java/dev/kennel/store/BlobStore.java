package dev.kennel.store;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.Sha256;
import dev.kennel.blob.Staged;

/// Adds blobs, finds them again, and keeps them while somebody needs them.
///
/// A blob that is pinned or referred to always has its file, whatever else happens at the same time and wherever the
/// process is killed. All methods may be called from many threads and nodes at once.
public final class BlobStore {

    private static final int ATTEMPTS = 5;

    private final BlobFiles files;
    private final Transactions transactions;

    BlobStore(BlobFiles files, Transactions transactions) {
        this.files = files;
        this.transactions = transactions;
    }

    public BlobFiles files() {
        return files;
    }

    /// Makes staged files blobs, pinned until the holder releases them: durable and visible when this returns, or not
    /// at all when it throws. One transaction for the whole batch, its own; the staged files are gone afterwards.
    ///
    /// @throws dev.kennel.blob.DiskFullException when the disk is full
    /// @throws IllegalStateException when a unit is in the store with other bytes
    public void commit(List<NewBlob> batch, Holder holder) throws IOException {
        commit(batch, holder, Optional.empty());
    }

    /// The same, pinned for a while only: what nothing refers to by then is the collector's.
    public void commit(List<NewBlob> batch, Holder holder, Duration life) throws IOException {
        commit(batch, holder, Optional.of(life));
    }

    private void commit(List<NewBlob> batch, Holder holder, Optional<Duration> life) throws IOException {
        if (batch.isEmpty()) {
            return;
        }
        SortedMap<Sha256, Staged> staged = new TreeMap<>();
        batch.forEach(blob -> staged.put(blob.sha256(), blob.staged()));
        retrying(connection -> {
            addBlobs(connection, staged);
            new PinTable(connection).insert(staged.keySet(), holder, life);
            addUnits(connection, batch);
            files.publish(List.copyOf(staged.values()));
            return null;
        });
        for (NewBlob blob : batch) {
            Files.deleteIfExists(blob.staged().path());
        }
    }

    /// Finds units that are in the store and pins their blobs, so that they stay.
    ///
    /// @return what was found, by key; the other keys have to be made
    public Map<String, StoredUnit> reuse(Collection<String> keys, Holder holder) throws IOException {
        return retrying(connection -> {
            UnitTable units = new UnitTable(connection);
            SortedSet<Sha256> blobs =
                    units.ready(keys).stream().map(StoredUnit::blob).collect(Collectors.toCollection(TreeSet::new));
            SortedSet<Sha256> locked = new BlobTable(connection).lockReady(blobs);
            new PinTable(connection).insert(locked, holder, Optional.empty());
            return stillThere(units.ready(keys), locked);
        });
    }

    /// By key. What was found before the blobs were locked may have been forgotten since.
    private static Map<String, StoredUnit> stillThere(List<StoredUnit> units, Set<Sha256> locked) {
        return units.stream()
                .filter(unit -> locked.contains(unit.blob()))
                .collect(Collectors.toMap(StoredUnit::key, unit -> unit));
    }

    /// Which of these units are in the store now. They may be gone a moment later: [#reuse] keeps them.
    public Set<String> present(Collection<String> keys) throws IOException {
        return transactions.inNew(connection -> new UnitTable(connection)
                .ready(keys).stream().map(StoredUnit::key).collect(Collectors.toSet()));
    }

    /// Which of these blobs are lost or gone: what is made of them cannot be read until they are brought again.
    public SortedSet<Sha256> absent(Collection<Sha256> blobs) throws IOException {
        SortedSet<Sha256> absent = new TreeSet<>(blobs);
        absent.removeAll(transactions.inNew(connection -> new BlobTable(connection).ready(blobs)));
        return absent;
    }

    /// Pins blobs until the holder releases them, all or none.
    ///
    /// @return the blobs that are lost or not there any more; when there are any, nothing is pinned
    public SortedSet<Sha256> pin(Collection<Sha256> blobs, Holder holder) throws IOException {
        return pin(blobs, holder, Optional.empty());
    }

    /// Pins blobs for a while, all or none: [#renew] before it is over.
    ///
    /// @return the blobs that are lost or not there any more; when there are any, nothing is pinned
    public SortedSet<Sha256> pin(Collection<Sha256> blobs, Holder holder, Duration life) throws IOException {
        return pin(blobs, holder, Optional.of(life));
    }

    /// Gives pins that have not expired a new life from now on.
    ///
    /// @return how many the holder still has
    public int renew(Holder holder, Duration life) throws IOException {
        return transactions.inNew(connection -> new PinTable(connection).renew(holder, life));
    }

    /// Lets go of everything that the holder pins, in the caller's transaction if there is one. What nobody else needs
    /// is then the collector's.
    public void release(Holder holder) throws IOException {
        transactions.joining(connection -> {
            new PinTable(connection).deleteOf(holder);
            return null;
        });
    }

    private SortedSet<Sha256> pin(Collection<Sha256> blobs, Holder holder, Optional<Duration> life) throws IOException {
        return retrying(connection -> {
            SortedSet<Sha256> missing = new TreeSet<>(blobs);
            SortedSet<Sha256> locked = new BlobTable(connection).lockReady(missing);
            missing.removeAll(locked);
            if (missing.isEmpty()) {
                new PinTable(connection).insert(locked, holder, life);
            }
            return missing;
        });
    }

    /// Adds and locks the rows. Files move only under these locks, so that the collector cannot unlink what is being
    /// published. A file that is there already is replaced: the new one has just been hashed, the old one may have
    /// suffered since.
    private static void addBlobs(Connection connection, SortedMap<Sha256, Staged> staged) throws SQLException {
        BlobTable blobs = new BlobTable(connection);
        SortedMap<Sha256, BlobState> locked = new TreeMap<>();
        while (locked.size() < staged.size()) {
            SortedMap<Sha256, Long> sizes = new TreeMap<>();
            staged.forEach((sha256, file) -> sizes.put(sha256, file.bytes()));
            sizes.keySet().removeAll(locked.keySet());
            blobs.insertMissing(sizes, BlobState.READY);
            locked.putAll(blobs.lockForWriting(new TreeSet<>(sizes.keySet())));
        }
        locked.values().removeIf(state -> state == BlobState.READY);
        blobs.revive(locked.keySet());
    }

    private static void addUnits(Connection connection, List<NewBlob> batch) throws SQLException {
        List<NewBlob> units = batch.stream()
                .filter(blob -> blob.unit().isPresent())
                .sorted((a, b) -> keyOf(a).compareTo(keyOf(b)))
                .toList();
        if (units.isEmpty()) {
            return;
        }
        UnitTable table = new UnitTable(connection);
        table.insertMissing(units);
        Map<String, StoredUnit> stored = table
                .ready(units.stream().map(BlobStore::keyOf).toList())
                .stream()
                .collect(Collectors.toMap(StoredUnit::key, unit -> unit));
        for (NewBlob blob : units) {
            requireSame(stored.get(keyOf(blob)), blob);
        }
    }

    private static void requireSame(StoredUnit stored, NewBlob made) {
        if (stored == null) {
            throw new IllegalStateException("Unit " + keyOf(made) + " is in the store with other bytes than the "
                    + made.sha256() + " that " + made.unit().orElseThrow().encoder()
                    + " made, and about to be deleted. Run ./kennel verify, then make the unit again.");
        }
        if (!stored.blob().equals(made.sha256())) {
            throw new IllegalStateException("Unit " + stored.key() + " is in the store as " + stored.blob()
                    + " (made by "
                    + stored.encoder() + "), but " + made.unit().orElseThrow().encoder() + " made " + made.sha256()
                    + " of it. Run ./kennel verify; if the store is whole, one of the encoders is wrong.");
        }
    }

    private static String keyOf(NewBlob blob) {
        return blob.unit().orElseThrow().key();
    }

    private <T> T retrying(Transactions.Work<T> work) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return transactions.inNew(work);
            } catch (StoreDatabaseException e) {
                if (attempt == ATTEMPTS || !e.transientConflict()) {
                    throw e;
                }
            }
        }
    }
}
