package dev.kennel.machine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import io.quarkus.runtime.StartupEvent;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import dev.kennel.jobs.WorkerFactory;
import dev.kennel.quantize.EncodersFound;
import dev.kennel.quantize.EncodersTask;
import dev.kennel.worker.TaskFailure;

/// The encoders of this node. A worker with the configured libraries is asked once, while the server starts, so that
/// what is wrong with them is known before the first job.
@ApplicationScoped
class EncoderSurvey {

    private static final Logger LOG = Logger.getLogger(EncoderSurvey.class);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final WorkerFactory workers;
    private final boolean wanted;
    private final CompletableFuture<EncoderReport> survey = new CompletableFuture<>();

    EncoderSurvey(
            WorkerFactory workers, @ConfigProperty(name = "kennel.jobs.worker", defaultValue = "true") boolean worker) {
        this.workers = workers;
        this.wanted = worker;
    }

    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent event) {
        if (wanted) {
            survey.completeAsync(
                    this::ask, task -> Thread.ofVirtual().name("encoders").start(task));
        } else {
            survey.complete(EncoderReport.none(Optional.empty()));
        }
    }

    private EncoderReport ask() {
        try {
            EncodersFound found = workers.ask(new EncodersTask(), PATIENCE);
            LOG.infof("Encoders: %s; llama.cpp's CPU library: %s", names(found), found.cpuVariant());
            found.cudaProblem().ifPresent(LOG::warn);
            return EncoderReport.of(found);
        } catch (TaskFailure e) {
            return failed(e.getMessage());
        }
    }

    private static EncoderReport failed(String reason) {
        LOG.warnf("Nothing can be encoded on this node: %s", reason);
        return EncoderReport.none(Optional.of(reason));
    }

    private static String names(EncodersFound found) {
        return found.encoders().stream()
                .map(encoder -> encoder.name()
                        + encoder.vectorBits()
                                .map(" (vectors of %d bits)"::formatted)
                                .orElse("")
                        + " for " + encoder.types().size() + " types")
                .collect(Collectors.joining(", "));
    }

    /// Waits until a worker was asked.
    EncoderReport report() {
        return survey.join();
    }
}
