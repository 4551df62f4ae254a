package dev.kennel.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.flywaydb.core.Flyway;

import dev.kennel.blob.Sha256;

/// A real PostgreSQL with the application's schema, whose references are rows of a table of its own.
final class StoreDatabase implements AutoCloseable {

    private final EmbeddedPostgres postgres;
    private final DataSource dataSource;

    StoreDatabase() throws IOException, SQLException {
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("max_connections", "60")
                .start();
        dataSource = postgres.getPostgresDatabase();
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        execute("create table referrer (sha256 text not null, name text not null)");
        execute("create or replace view blob_reference (sha256) as select sha256 from referrer");
        execute("create or replace view blob_referrer (sha256, referrer, remedy, made_here) as"
                + " select sha256, name, 'make the ' || name || ' again', name not like 'source %' from referrer");
    }

    /// Transactions on plain JDBC.
    Transactions transactions() {
        return new Transactions() {
            @Override
            public <T> T inNew(Work<T> work) throws IOException {
                try (Connection connection = dataSource.getConnection()) {
                    connection.setAutoCommit(false);
                    return committed(work, connection);
                } catch (SQLException e) {
                    throw new StoreDatabaseException(e);
                }
            }

            @Override
            public <T> T joining(Work<T> work) throws IOException {
                return inNew(work);
            }
        };
    }

    void empty() throws SQLException {
        execute("truncate referrer, blob, unit, pin");
    }

    void refer(Sha256 blob, String name) throws SQLException {
        execute("insert into referrer values (?, ?)", blob.hex(), name);
    }

    void unrefer(String name) throws SQLException {
        execute("delete from referrer where name = ?", name);
    }

    void execute(String sql, Object... parameters) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.execute();
        }
    }

    long count(String table) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }

    private static <T> T committed(Transactions.Work<T> work, Connection connection) throws SQLException, IOException {
        boolean done = false;
        try {
            T result = work.on(connection);
            connection.commit();
            done = true;
            return result;
        } finally {
            if (!done) {
                connection.rollback();
            }
        }
    }
}
