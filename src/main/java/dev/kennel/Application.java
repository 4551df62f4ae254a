package dev.kennel;

import java.io.IOException;
import java.util.Set;

import jakarta.inject.Inject;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import dev.kennel.exports.ExportRefused;
import dev.kennel.exports.ExportRequest;
import dev.kennel.exports.Exports;

/// Carries out the command that the server was started with.
class Application implements QuarkusApplication {

    /// Addresses to listen at that nobody can open.
    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::");

    private static final Logger LOG = Logger.getLogger("dev.kennel");

    @Inject
    Demo demo;

    @Inject
    Verification verification;

    @Inject
    Exports exports;

    @ConfigProperty(name = "quarkus.http.host")
    String host;

    @ConfigProperty(name = "quarkus.http.port")
    int port;

    @Override
    public int run(String... args) throws Exception {
        return switch (Command.of(args)) {
            case Command.Serve() -> serve();
            case Command.Demo() -> {
                demo.start(address());
                yield serve();
            }
            case Command.Verify(boolean repair) -> verification.run(repair, System.out);
            case Command.Remote remote ->
                throw new IllegalStateException("No server is started for " + remote + ": it asks one that runs");
            case Command.Export(ExportRequest request) -> export(request);
        };
    }

    private int export(ExportRequest request) {
        try {
            exports.export(request, System.out::println);
            return 0;
        } catch (ExportRefused | IOException e) {
            System.err.println("kennel: " + e.getMessage());
            return 1;
        }
    }

    private int serve() {
        LOG.infof("The catalog is at %s", address());
        Quarkus.waitForExit();
        return 0;
    }

    private String address() {
        return "http://%s:%d/".formatted(EVERYWHERE.contains(host) ? "127.0.0.1" : host, port);
    }
}
