package dev.kennel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import dev.kennel.postgres.EmbeddedDatabase;

/// Gives every `@QuarkusTest` (it is registered as a service) a real PostgreSQL with an empty database, and an empty
/// `kennel.home`. The cluster under `target/` is kept from run to run, so that only the first one pays for making it.
public final class DatabaseResource implements QuarkusTestResourceLifecycleManager {

    /// Of the process that runs tests, when several do.
    private static final String FORK = System.getProperty("kennel.test.fork", "1");

    /// The `kennel.home` of the tests.
    public static final Path HOME = Path.of("target", "test-home-" + FORK).toAbsolutePath();

    /// Its `programs` may be shared.
    public static final Path POSTGRES =
            Path.of("target", "test-postgres-" + FORK).toAbsolutePath();

    private static final Path LIBRARIES = Path.of(System.getProperty(
            "kennel.llama.directory", "src/main/native/node_modules/@node-llama-cpp/linux-x64/bins/linux-x64"));

    private static final String DATABASE = "kennel_test";

    private EmbeddedDatabase postgres;

    @Override
    public Map<String, String> start() {
        postgres = EmbeddedDatabase.start(POSTGRES);
        makeEmptyDatabase();
        makeEmptyHome();
        return Map.of(
                "kennel.home",
                HOME.toString(),
                "kennel.llama.directory",
                LIBRARIES.toAbsolutePath().toString(),
                "quarkus.datasource.jdbc.url",
                postgres.jdbcUrl().replaceFirst("/kennel$", "/" + DATABASE),
                "quarkus.datasource.username",
                postgres.user(),
                "quarkus.datasource.password",
                postgres.password());
    }

    @Override
    public void stop() {
        if (postgres != null) {
            postgres.close();
        }
    }

    private void makeEmptyDatabase() {
        try (var connection = DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
                var statement = connection.createStatement()) {
            statement.execute("drop database if exists " + DATABASE + " with (force)");
            statement.execute("create database " + DATABASE);
        } catch (SQLException e) {
            throw new IllegalStateException("the test database cannot be made", e);
        }
    }

    private static void makeEmptyHome() {
        try {
            if (Files.exists(HOME)) {
                List<Path> deepestFirst;
                try (Stream<Path> files = Files.walk(HOME)) {
                    deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
                }
                for (Path file : deepestFirst) {
                    Files.delete(file);
                }
            }
            Files.createDirectories(HOME);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
