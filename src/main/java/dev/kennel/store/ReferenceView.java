package dev.kennel.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.kennel.blob.Sha256;
import dev.kennel.store.Referrers.Referrer;

/// The queries on views `blob_reference` and, for people, `blob_referrer`.
final class ReferenceView {

    private static final int MOST_REFERRERS = 20;

    private final Connection connection;

    ReferenceView(Connection connection) {
        this.connection = connection;
    }

    boolean isReferred(Sha256 blob) throws SQLException {
        String sql = "select from blob_reference where sha256 = ? limit 1";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, blob.hex());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    Referrers referrers(Sha256 blob) throws SQLException {
        String sql = """
                select referrer, remedy, count(*) over () as count, bool_or(made_here) over () as made_here
                from blob_referrer where sha256 = ? order by remedy is null, referrer limit ?
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, blob.hex());
            statement.setInt(2, MOST_REFERRERS);
            try (ResultSet rows = statement.executeQuery()) {
                return referrers(rows);
            }
        }
    }

    /// What is referred to and has no row.
    List<String> unresolved() throws SQLException {
        String sql = """
                select distinct r.sha256 from blob_reference r
                where not exists (select from blob b where b.sha256 = r.sha256)
                order by r.sha256
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            List<String> digests = new ArrayList<>();
            while (rows.next()) {
                digests.add(rows.getString(1));
            }
            return digests;
        }
    }

    private static Referrers referrers(ResultSet rows) throws SQLException {
        List<Referrer> some = new ArrayList<>();
        int count = 0;
        boolean madeHere = false;
        while (rows.next()) {
            some.add(new Referrer(rows.getString("referrer"), Optional.ofNullable(rows.getString("remedy"))));
            count = rows.getInt("count");
            madeHere = rows.getBoolean("made_here");
        }
        return new Referrers(List.copyOf(some), count, madeHere);
    }
}
