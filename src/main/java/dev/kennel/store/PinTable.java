package dev.kennel.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

import dev.kennel.blob.Sha256;

/// The statements on table `pin`. Expiry goes by the database's clock, the only one that all nodes share.
final class PinTable {

    private final Connection connection;

    PinTable(Connection connection) {
        this.connection = connection;
    }

    /// Pins blobs that the caller has locked. A pin that is there already gets the new life.
    void insert(Collection<Sha256> blobs, Holder holder, Optional<Duration> life) throws SQLException {
        String sql = """
                insert into pin (holder_kind, holder_id, blob_sha256, expires_at)
                select ?, ?, sha256, now() + ? * interval '1 second' from unnest(?) as pinned (sha256)
                on conflict (holder_kind, holder_id, blob_sha256) do update set expires_at = excluded.expires_at
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, holder.kind());
            statement.setString(2, holder.id());
            setSeconds(statement, 3, life);
            statement.setArray(
                    4,
                    connection.createArrayOf(
                            "text", blobs.stream().map(Sha256::hex).toArray()));
            statement.executeUpdate();
        }
    }

    /// Gives the holder's pins a new life from now on.
    ///
    /// @return how many it has
    int renew(Holder holder, Duration life) throws SQLException {
        String sql = """
                update pin set expires_at = now() + ? * interval '1 second'
                where holder_kind = ? and holder_id = ? and expires_at > now()
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            setSeconds(statement, 1, Optional.of(life));
            statement.setString(2, holder.kind());
            statement.setString(3, holder.id());
            return statement.executeUpdate();
        }
    }

    void deleteOf(Holder holder) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("delete from pin where holder_kind = ? and holder_id = ?")) {
            statement.setString(1, holder.kind());
            statement.setString(2, holder.id());
            statement.executeUpdate();
        }
    }

    void deleteExpired() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("delete from pin where expires_at <= now()")) {
            statement.executeUpdate();
        }
    }

    private static void setSeconds(PreparedStatement statement, int index, Optional<Duration> life)
            throws SQLException {
        if (life.isPresent()) {
            statement.setDouble(index, life.get().toMillis() / 1000.0);
        } else {
            statement.setNull(index, java.sql.Types.DOUBLE);
        }
    }
}
