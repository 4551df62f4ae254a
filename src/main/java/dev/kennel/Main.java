package dev.kennel;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigurationException;
import org.eclipse.microprofile.config.ConfigProvider;

import dev.kennel.postgres.DatabaseFailure;
import dev.kennel.postgres.EmbeddedDatabase;
import dev.kennel.postgres.RunningDatabase;

/// The server's main: starts the embedded database where no other is configured, then the application. A command for a
/// server that runs starts neither.
@QuarkusMain
public final class Main {

    private static final String DATABASE_URL = "quarkus.datasource.jdbc.url";

    private static final long LONGEST_STOP_SECONDS = 60;

    private Main() {}

    public static void main(String[] args) {
        var over = new CountDownLatch(1);
        try {
            Command command = Command.of(args);
            if (command instanceof Command.Remote remote) {
                System.exit(ask(remote));
            }
            command.settings(Main::configured).forEach(System::setProperty);
            databaseIfNoneIsConfigured(command).ifPresent(database -> closeAfter(over, database));
            Quarkus.run(Application.class, (status, failure) -> end(status, failure, over), args);
        } catch (DatabaseFailure | IllegalArgumentException e) {
            over.countDown();
            fail(e.getMessage(), Command.asksServer(args) ? RemoteCommand.NOT_KNOWN : 1);
        }
    }

    private static Optional<String> configured(String property) {
        return ConfigProvider.getConfig().getOptionalValue(property, String.class);
    }

    /// @return the exit status
    private static int ask(Command.Remote remote) {
        String server = configured("kennel.server")
                .orElseGet(() ->
                        "http://127.0.0.1:" + configured("quarkus.http.port").orElse("8080"));
        URI address = URI.create(server);
        if (address.getHost() == null) {
            throw new IllegalArgumentException(
                    "KENNEL_SERVER is '" + server + "'; write it like http://127.0.0.1:8080.");
        }
        return new RemoteCommand(address, configured("kennel.access.token")).run(remote, System.out);
    }

    /// @return one that has to be closed; none when the command joins that of a running server
    private static Optional<EmbeddedDatabase> databaseIfNoneIsConfigured(Command command) {
        var config = ConfigProvider.getConfig();
        if (config.getOptionalValue(DATABASE_URL, String.class).isPresent()) {
            return Optional.empty();
        }
        Path home = config.getOptionalValue("kennel.home", Path.class).orElse(Path.of(".kennel"));
        Path directory = home.resolve("postgres");
        if (command instanceof Command.Export) {
            Optional<RunningDatabase> running = RunningDatabase.below(directory);
            if (running.isPresent()) {
                use(running.get().jdbcUrl(), running.get().user(), running.get().password());
                return Optional.empty();
            }
        }
        EmbeddedDatabase database = EmbeddedDatabase.start(directory);
        use(database.jdbcUrl(), database.user(), database.password());
        return Optional.of(database);
    }

    private static void use(String jdbcUrl, String user, String password) {
        System.setProperty(DATABASE_URL, jdbcUrl);
        System.setProperty("quarkus.datasource.username", user);
        System.setProperty("quarkus.datasource.password", password);
    }

    /// Shutdown hooks run side by side: the database waits until the application has let go of it.
    private static void closeAfter(CountDownLatch over, EmbeddedDatabase database) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            try {
                over.await(LONGEST_STOP_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            database.close();
        }));
    }

    private static void end(int status, Throwable failure, CountDownLatch over) {
        over.countDown();
        if (failure != null) {
            fail(reason(failure), 1);
        }
        System.exit(status);
    }

    /// What is wrong with the configuration is said in a sentence; anything else comes with its trace.
    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof ConfigurationException) {
            return root.getMessage();
        }
        failure.printStackTrace();
        return root.toString();
    }

    private static void fail(String message, int status) {
        System.err.println("kennel: " + message);
        System.exit(status);
    }
}
