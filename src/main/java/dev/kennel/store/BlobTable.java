package dev.kennel.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.kennel.blob.Sha256;

/// The statements on table `blob`. Rows are always locked in the order of their digests, so that batches that overlap
/// wait for each other instead of deadlocking.
final class BlobTable {

    private static final String UNUSED = """
            not exists (select from pin p where p.blob_sha256 = b.sha256
                        and (p.expires_at is null or p.expires_at > now()))
            and not exists (select from blob_reference r where r.sha256 = b.sha256)
            """;

    private final Connection connection;

    BlobTable(Connection connection) {
        this.connection = connection;
    }

    /// Adds rows for the digests that have none; until the transaction ends, others that add the same wait.
    ///
    /// @return the digests that had none
    SortedSet<Sha256> insertMissing(SortedMap<Sha256, Long> sizes, BlobState state) throws SQLException {
        String sql = """
                insert into blob (sha256, bytes, state)
                select sha256, bytes, ? from unnest(?, ?) as new (sha256, bytes)
                on conflict (sha256) do nothing
                returning sha256
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, state.name());
            statement.setArray(2, digests(sizes.keySet()));
            statement.setArray(
                    3, connection.createArrayOf("bigint", sizes.values().toArray()));
            return new TreeSet<>(digestsOf(statement));
        }
    }

    /// Locks the rows against collecting and against other writers.
    Map<Sha256, BlobState> lockForWriting(SortedSet<Sha256> digests) throws SQLException {
        String sql = """
                select sha256, state from blob where sha256 = any (?) order by sha256 for no key update
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, digests(digests));
            try (ResultSet rows = statement.executeQuery()) {
                Map<Sha256, BlobState> states = new LinkedHashMap<>();
                while (rows.next()) {
                    states.put(new Sha256(rows.getString(1)), BlobState.valueOf(rows.getString(2)));
                }
                return states;
            }
        }
    }

    /// Locks those that are ready against collecting and says which they are.
    SortedSet<Sha256> lockReady(SortedSet<Sha256> digests) throws SQLException {
        String sql = """
                select sha256 from blob where sha256 = any (?) and state = 'READY' order by sha256 for share
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, digests(digests));
            return new TreeSet<>(digestsOf(statement));
        }
    }

    /// Makes blobs ready that were lost or whose deletion had begun; the caller has locked them and brings their files.
    void revive(Collection<Sha256> digests) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("update blob set state = 'READY' where sha256 = any (?)")) {
            statement.setArray(1, digests(digests));
            statement.executeUpdate();
        }
    }

    /// Marks a blob that the caller has locked as lost.
    void markLost(Sha256 locked) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("update blob set state = 'LOST' where sha256 = ?")) {
            statement.setString(1, locked.hex());
            statement.executeUpdate();
        }
    }

    /// Locks some blobs after `last` that seem unused, in order. Whether they are is only certain after the lock:
    /// [#markUnused].
    SortedSet<Sha256> lockUnusedCandidates(Optional<Sha256> last, int limit) throws SQLException {
        String sql = "select b.sha256 from blob b where b.sha256 > ? and b.state <> 'DELETING' and " + UNUSED
                + " order by b.sha256 limit ? for update skip locked";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, last.map(Sha256::hex).orElse(""));
            statement.setInt(2, limit);
            return new TreeSet<>(digestsOf(statement));
        }
    }

    /// Marks those of the locked blobs that nothing uses.
    void markUnused(Collection<Sha256> locked) throws SQLException {
        String sql =
                "update blob b set state = 'DELETING' where b.sha256 = any (?) and b.state <> 'DELETING' and " + UNUSED;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, digests(locked));
            statement.executeUpdate();
        }
    }

    /// Locks some blobs whose files are to go, leaving out those that somebody else is at.
    List<Sha256> lockDeleting(int limit) throws SQLException {
        String sql = """
                select sha256 from blob where state = 'DELETING' order by sha256 limit ? for update skip locked
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, limit);
            return digestsOf(statement);
        }
    }

    /// Forgets blobs, with their units and pins.
    void delete(Collection<Sha256> digests) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("delete from blob where sha256 = any (?)")) {
            statement.setArray(1, digests(digests));
            statement.executeUpdate();
        }
    }

    /// Which of these are ready. They may be so no longer a moment later: [#lockReady] keeps them.
    SortedSet<Sha256> ready(Collection<Sha256> digests) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select sha256 from blob where sha256 = any (?) and state = 'READY'")) {
            statement.setArray(1, digests(digests));
            return new TreeSet<>(digestsOf(statement));
        }
    }

    /// Which of these digests have a row, whatever its state.
    SortedSet<Sha256> known(Collection<Sha256> digests) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select sha256 from blob where sha256 = any (?)")) {
            statement.setArray(1, digests(digests));
            return new TreeSet<>(digestsOf(statement));
        }
    }

    /// The next rows after `last`, in the digests' order.
    List<BlobRow> page(Optional<Sha256> last, int limit) throws SQLException {
        String sql = "select sha256, bytes, state from blob where sha256 > ? order by sha256 limit ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, last.map(Sha256::hex).orElse(""));
            statement.setInt(2, limit);
            try (ResultSet rows = statement.executeQuery()) {
                List<BlobRow> page = new ArrayList<>();
                while (rows.next()) {
                    page.add(new BlobRow(
                            new Sha256(rows.getString(1)), rows.getLong(2), BlobState.valueOf(rows.getString(3))));
                }
                return page;
            }
        }
    }

    private Array digests(Collection<Sha256> digests) throws SQLException {
        return connection.createArrayOf(
                "text", digests.stream().map(Sha256::hex).toArray());
    }

    private static List<Sha256> digestsOf(PreparedStatement query) throws SQLException {
        try (ResultSet rows = query.executeQuery()) {
            List<Sha256> digests = new ArrayList<>();
            while (rows.next()) {
                digests.add(new Sha256(rows.getString(1)));
            }
            return digests;
        }
    }

    record BlobRow(Sha256 sha256, long bytes, BlobState state) {}
}
