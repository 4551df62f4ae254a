package dev.kennel.hub;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import org.jboss.logging.Logger;

import dev.kennel.store.BlobStore;

/// Wires the hub into the server.
@ApplicationScoped
class HubBeans {

    private static final Logger LOG = Logger.getLogger(HubBeans.class);
    private static final Duration PIN_LIFE = Duration.ofMinutes(2);
    private static final Duration TEND_EVERY = Duration.ofSeconds(15);

    @Produces
    @Singleton
    PinnedDownloads ledger(BlobStore store, Clock clock) {
        return new PinnedDownloads(store, clock, PIN_LIFE);
    }

    @Produces
    @Singleton
    FileResponse files(Vertx vertx, PinnedDownloads ledger, MeterRegistry registry) {
        return new FileResponse(vertx, ledger, new DownloadCount(registry));
    }

    void addRoutes(@Observes Router router, Vertx vertx, Instance<Downloads> downloads, FileResponse files) {
        downloads.stream().forEach(each -> new DownloadRoute(vertx, each, files).addTo(router));
    }

    void tendPins(@Observes StartupEvent started, Vertx vertx, PinnedDownloads ledger) {
        vertx.setPeriodic(TEND_EVERY.toMillis(), _ -> vertx.executeBlocking(() -> {
                    ledger.tend();
                    return null;
                })
                .onFailure(e -> LOG.warn("The pins of open downloads could not be renewed", e)));
    }

    void releasePins(@Observes ShutdownEvent stopping, PinnedDownloads ledger) throws IOException {
        ledger.release();
    }
}
