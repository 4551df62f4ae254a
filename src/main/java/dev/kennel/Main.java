package dev.kennel;

import java.nio.file.Path;
import java.util.Optional;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.eclipse.microprofile.config.ConfigProvider;

import dev.kennel.postgres.DatabaseFailure;
import dev.kennel.postgres.EmbeddedDatabase;

/// The server's main: starts the embedded database where no other is configured, then the application.
@QuarkusMain
public final class Main {

    private static final String DATABASE_URL = "quarkus.datasource.jdbc.url";

    private Main() {}

    public static void main(String[] args) {
        try {
            Command.of(args).settings().forEach(System::setProperty);
            Optional<EmbeddedDatabase> database = databaseIfNoneIsConfigured();
            Quarkus.run(Application.class, (status, failure) -> end(status, failure, database), args);
        } catch (DatabaseFailure | IllegalArgumentException e) {
            fail(e.getMessage());
        }
    }

    private static void fail(String message) {
        System.err.println("kennel: " + message);
        System.exit(1);
    }

    private static Optional<EmbeddedDatabase> databaseIfNoneIsConfigured() {
        var config = ConfigProvider.getConfig();
        if (config.getOptionalValue(DATABASE_URL, String.class).isPresent()) {
            return Optional.empty();
        }
        Path home = config.getValue("kennel.home", Path.class);
        EmbeddedDatabase database = EmbeddedDatabase.start(home.resolve("postgres"));
        System.setProperty(DATABASE_URL, database.jdbcUrl());
        System.setProperty("quarkus.datasource.username", database.user());
        System.setProperty("quarkus.datasource.password", database.password());
        return Optional.of(database);
    }

    private static void end(int status, Throwable failure, Optional<EmbeddedDatabase> database) {
        database.ifPresent(EmbeddedDatabase::close);
        if (failure != null) {
            fail(failure.getMessage());
        }
        System.exit(status);
    }
}
