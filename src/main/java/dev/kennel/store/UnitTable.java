package dev.kennel.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import dev.kennel.blob.Sha256;
import dev.kennel.gguf.GgmlType;

/// The statements on table `unit`.
final class UnitTable {

    private final Connection connection;

    UnitTable(Connection connection) {
        this.connection = connection;
    }

    /// Adds units whose blobs the caller has locked; those with a known key are left as they are.
    void insertMissing(List<NewBlob> batch) throws SQLException {
        String sql = """
                insert into unit (key, blob_sha256, type, elements, encoder, encoding_version) values (?, ?, ?, ?, ?, ?)
                on conflict (key) do nothing
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (NewBlob blob : batch) {
                NewUnit unit = blob.unit().orElseThrow();
                statement.setString(1, unit.key());
                statement.setString(2, blob.sha256().hex());
                statement.setString(3, unit.type().name());
                statement.setLong(4, unit.elements());
                statement.setString(5, unit.encoder());
                statement.setString(6, unit.encodingVersion());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /// The units with these keys whose blobs are ready.
    List<StoredUnit> ready(Collection<String> keys) throws SQLException {
        String sql = """
                select u.key, u.blob_sha256, b.bytes, u.type, u.elements, u.encoder
                from unit u join blob b on b.sha256 = u.blob_sha256
                where u.key = any (?) and b.state = 'READY'
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("text", keys.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                List<StoredUnit> units = new ArrayList<>();
                while (rows.next()) {
                    units.add(unit(rows));
                }
                return units;
            }
        }
    }

    /// Forgets which units a blob holds, so that they are made again.
    ///
    /// @return how many it held
    int forget(Sha256 blob) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("delete from unit where blob_sha256 = ?")) {
            statement.setString(1, blob.hex());
            return statement.executeUpdate();
        }
    }

    private static StoredUnit unit(ResultSet row) throws SQLException {
        return new StoredUnit(
                row.getString(1),
                new Sha256(row.getString(2)),
                row.getLong(3),
                GgmlType.valueOf(row.getString(4)),
                row.getLong(5),
                row.getString(6));
    }
}
