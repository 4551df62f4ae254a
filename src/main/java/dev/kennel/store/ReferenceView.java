package dev.kennel.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import dev.kennel.blob.Sha256;

/// The queries on view `blob_reference`.
final class ReferenceView {

    private static final int MOST_REFERRERS = 20;

    private final Connection connection;

    ReferenceView(Connection connection) {
        this.connection = connection;
    }

    /// Some of what refers to a blob, for people.
    List<String> referrers(Sha256 blob) throws SQLException {
        String sql = "select referrer from blob_reference where sha256 = ? order by referrer limit ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, blob.hex());
            statement.setInt(2, MOST_REFERRERS);
            return texts(statement);
        }
    }

    /// What is referred to and has no row.
    List<String> unresolved() throws SQLException {
        String sql = """
                select distinct r.sha256 from blob_reference r
                where not exists (select from blob b where b.sha256 = r.sha256)
                order by r.sha256
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return texts(statement);
        }
    }

    private static List<String> texts(PreparedStatement query) throws SQLException {
        try (ResultSet rows = query.executeQuery()) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }
}
