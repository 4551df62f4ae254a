package dev.kennel.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// A PostgreSQL of Kennel's own, for where no other is configured: programs, data, password and log lie below one
/// directory, commits are durable, and it listens on the loopback address only, with a password.
///
/// A directory has one owner at a time. A postmaster that outlived its owner (which was killed) is stopped first; what
/// had been committed is there again.
public final class EmbeddedDatabase implements AutoCloseable {

    private static final String DATABASE = "kennel";

    private final OwnerLock owner;
    private final Cluster cluster;
    private final int port;
    private final String password;
    private boolean stopped;

    private EmbeddedDatabase(OwnerLock owner, Cluster cluster, int port, String password) {
        this.owner = owner;
        this.cluster = cluster;
        this.port = port;
        this.password = password;
    }

    /// Starts the database that lives below `directory`, and makes it when there is none.
    ///
    /// @throws DatabaseFailure when another live process owns the directory, or PostgreSQL does not start
    public static EmbeddedDatabase start(Path directory) {
        try {
            Path home = makePrivate(directory);
            OwnerLock owner = OwnerLock.take(home);
            try {
                return startOwned(home, owner);
            } catch (IOException | RuntimeException e) {
                owner.close();
                throw e;
            }
        } catch (IOException e) {
            throw new DatabaseFailure("The database in %s cannot be started: %s".formatted(directory, e), e);
        }
    }

    public String jdbcUrl() {
        return jdbcUrl(port);
    }

    static String jdbcUrl(int port) {
        return jdbcUrl(port, DATABASE);
    }

    public String user() {
        return Cluster.USER;
    }

    public String password() {
        return password;
    }

    @Override
    public synchronized void close() {
        if (stopped) {
            return;
        }
        stopped = true;
        try (owner) {
            cluster.stop();
        } catch (IOException e) {
            throw new DatabaseFailure("The database cannot be stopped: " + e, e);
        }
    }

    private static EmbeddedDatabase startOwned(Path home, OwnerLock owner) throws IOException {
        Binaries binaries = Binaries.unpackedBelow(home.resolve("programs"));
        Program program = new Program(binaries, home.resolve("program.log"));
        Cluster cluster = new Cluster(home.resolve("data"), home.resolve("postgres.log"), program);
        Password password = Password.in(home.resolve("password"));
        cluster.stopOrphan();
        cluster.create(password.file());
        var database = new EmbeddedDatabase(owner, cluster, cluster.start(), password.value());
        try {
            database.createDatabase();
            return database;
        } catch (RuntimeException e) {
            cluster.stop();
            throw e;
        }
    }

    private static Path makePrivate(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path home = directory.toRealPath();
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        return home;
    }

    private void createDatabase() {
        try (Connection connection = DriverManager.getConnection(jdbcUrl(port, "postgres"), user(), password);
                Statement statement = connection.createStatement()) {
            if (!exists(statement)) {
                statement.execute("create database " + DATABASE);
            }
        } catch (SQLException e) {
            throw new DatabaseFailure(
                    ("The embedded database started but does not let Kennel in: %s."
                                    + " Its password is in the file 'password' beside its data.")
                            .formatted(e.getMessage()),
                    e);
        }
    }

    private static boolean exists(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("select from pg_database where datname = '" + DATABASE + "'")) {
            return rows.next();
        }
    }

    private static String jdbcUrl(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }
}
