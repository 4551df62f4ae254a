package dev.kennel.health;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import dev.kennel.blob.BlobFiles;
import dev.kennel.jobs.Devices;
import dev.kennel.jobs.JobState;
import dev.kennel.jobs.Lane;

/// Shows Prometheus what the database and the store's disk hold. They are asked at an interval, on a thread of its own:
/// whoever reads `/metrics` waits for neither.
@Singleton
class Gauges {

    private static final Logger LOG = Logger.getLogger(Gauges.class);

    private final FiguresQuery query;
    private final Devices devices;
    private final BlobFiles files;
    private final MeterRegistry registry;
    private final Duration every;
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("gauges").factory());
    private final List<Meter> shown = new CopyOnWriteArrayList<>();
    private volatile Figures figures = Figures.NONE;
    private volatile long free;

    Gauges(
            FiguresQuery query,
            Devices devices,
            BlobFiles files,
            MeterRegistry registry,
            @ConfigProperty(name = "kennel.metrics.every") Duration every) {
        this.query = query;
        this.devices = devices;
        this.files = files;
        this.registry = registry;
        this.every = every;
    }

    void start(@Observes StartupEvent started) {
        for (JobState state : JobState.values()) {
            show("kennel.jobs", "Jobs, by their state", Tags.of("state", state.word()), now -> now.jobs(state));
        }
        showShares(Lane.DISK.name());
        showShares(Lane.CPU.name());
        devices.whenFound(found -> found.forEach(device -> showShares(device.name())));
        show("kennel.store.blobs", "Blobs in the store", Tags.empty(), Figures::blobs);
        show("kennel.store.bytes", "Bytes of the blobs in the store", Tags.empty(), Figures::blobBytes);
        show("kennel.store.pins", "Pins that keep a blob from being collected", Tags.empty(), Figures::pins);
        show("kennel.uploads.open", "Uploads that have not arrived as a whole", Tags.empty(), Figures::uploads);
        shown.add(Gauge.builder("kennel.store.free.bytes", this, gauges -> gauges.free)
                .description("Free bytes of the disk that the store is on, the reserve included")
                .register(registry));
        clockwork.scheduleWithFixedDelay(this::look, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// The registry outlives an application that is started again in its process, and would go on asking this one.
    void stop(@Observes ShutdownEvent stopping) {
        clockwork.shutdownNow();
        shown.forEach(registry::remove);
    }

    private void showShares(String lane) {
        show(
                "kennel.shares.running",
                "Shares of jobs that run on any node, by their lane",
                Tags.of("lane", lane.toLowerCase(Locale.ROOT)),
                now -> now.shares(lane));
    }

    private void show(String name, String description, Tags tags, ToDoubleFunction<Figures> figure) {
        shown.add(Gauge.builder(name, this, gauges -> figure.applyAsDouble(gauges.figures))
                .description(description)
                .tags(tags)
                .register(registry));
    }

    private void look() {
        try {
            figures = query.now();
            free = files.reserve().free();
        } catch (SQLException | IOException | RuntimeException e) {
            LOG.warn("The gauges of /metrics keep their last values: " + e.getMessage());
        }
    }
}
