package dev.kennel.health;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.jobs.JobState;

/// Counts what the database holds.
@ApplicationScoped
class FiguresQuery {

    private static final String JOBS = "select state, count(*) from job group by state";
    private static final String SHARES = "select lane, count(*) from share where state = 'RUNNING' group by lane";
    private static final String REST = """
            select
                (select count(*) from pin where expires_at is null or expires_at > now()),
                (select count(*) from upload where state = 'RECEIVING'),
                count(*), coalesce(sum(bytes), 0)
            from blob where state = 'READY'
            """;

    private final DataSource dataSource;

    FiguresQuery(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    Figures now() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(REST);
                ResultSet rest = statement.executeQuery()) {
            rest.next();
            return new Figures(
                    jobs(connection),
                    counts(connection, SHARES),
                    rest.getLong(3),
                    rest.getLong(4),
                    rest.getLong(1),
                    rest.getLong(2));
        }
    }

    private static Map<JobState, Long> jobs(Connection connection) throws SQLException {
        Map<JobState, Long> jobs = new EnumMap<>(JobState.class);
        counts(connection, JOBS).forEach((state, count) -> jobs.put(JobState.valueOf(state), count));
        return jobs;
    }

    private static Map<String, Long> counts(Connection connection, String sql) throws SQLException {
        Map<String, Long> counts = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                counts.put(row.getString(1), row.getLong(2));
            }
        }
        return counts;
    }
}
