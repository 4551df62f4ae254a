package dev.kennel.measuring;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.device.LlamaBuild;
import dev.kennel.jobs.Devices;
import dev.kennel.machine.Environments;
import dev.kennel.measurements.Measurement;
import dev.kennel.measurements.Measurements;
import dev.kennel.worker.WorkerDied;

/// Writes down what the meters find.
@ApplicationScoped
class MeasurementEntry {

    private final Measurements measurements;
    private final Environments environments;
    private final Devices devices;

    MeasurementEntry(Measurements measurements, Environments environments, Devices devices) {
        this.measurements = measurements;
        this.environments = environments;
        this.devices = devices;
    }

    /// What the job has already found of the file, in an earlier attempt.
    List<Measurement> done(MeasuredFile file, Measurement.Kind kind) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> measurements.of(file.share().jobId()).stream()
                        .filter(measurement -> measurement.kind == kind
                                && measurement.fileSha256.equals(file.subject().sha256()))
                        .toList());
    }

    /// A measurement of the file that is still to be filled.
    Measurement of(MeasuredFile file, Measurement.Kind kind) {
        var measurement = new Measurement();
        measurement.fileSha256 = file.subject().sha256();
        measurement.kind = kind;
        measurement.jobId = file.share().jobId();
        return measurement;
    }

    /// A measurement that could not be made, with the reason.
    void addFailed(MeasuredFile file, Measurement measurement, String reason) {
        measurement.failure = reason;
        add(
                file,
                measurement,
                LlamaBuild.unknown(devices.named(file.order().settings().device())));
    }

    /// A measurement that took llama.cpp down, once there is no further attempt.
    void addDeath(MeasuredFile file, Measurement measurement, WorkerDied death) {
        if (file.share().isLastAttempt()) {
            file.share().checkCancelled();
            addFailed(file, measurement, "llama.cpp ended while it worked on this file: " + death.getMessage());
        }
    }

    /// @param llama which llama.cpp computed, and on what
    void add(MeasuredFile file, Measurement measurement, LlamaBuild llama) {
        file.share().commit(() -> measurements.add(measurement, environments.of(llama)));
    }
}
