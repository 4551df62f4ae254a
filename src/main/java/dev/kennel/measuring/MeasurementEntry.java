package dev.kennel.measuring;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.machine.Environments;
import dev.kennel.measurements.Measurement;
import dev.kennel.measurements.Measurements;
import dev.kennel.worker.LlamaBuild;

/// Writes down what the meters find.
@ApplicationScoped
class MeasurementEntry {

    private final Measurements measurements;
    private final Environments environments;

    MeasurementEntry(Measurements measurements, Environments environments) {
        this.measurements = measurements;
        this.environments = environments;
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

    /// @param llama which llama.cpp computed
    void add(MeasuredFile file, Measurement measurement, LlamaBuild llama) {
        file.share().commit(() -> measurements.add(measurement, environments.of(llama)));
    }
}
