package dev.kennel.portability;

import java.util.Locale;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.kennel.device.LlamaBuild;
import dev.kennel.jobs.ShareRun;
import dev.kennel.machine.Environments;
import dev.kennel.measure.ModelRuntime;
import dev.kennel.measure.Trial;
import dev.kennel.measure.TrialSettings;
import dev.kennel.measurements.Measurement;
import dev.kennel.measurements.Measurements;
import dev.kennel.measuring.Subject;

/// Writes down what became of trying runtimes.
@ApplicationScoped
class TrialEntry {

    private final Measurements measurements;
    private final Environments environments;
    private final ObjectMapper json;

    TrialEntry(Measurements measurements, Environments environments, ObjectMapper json) {
        this.measurements = measurements;
        this.environments = environments;
        this.json = json;
    }

    /// How a runtime is tried on this node.
    static TrialSettings settings(ModelRuntime runtime) {
        return TrialSettings.usual(runtime, Runtime.getRuntime().availableProcessors());
    }

    void add(ShareRun share, Subject subject, ModelRuntime runtime, Trial trial) {
        Measurement measurement = measurement(share, subject, runtime);
        measurement.result = json.valueToTree(trial);
        share.commit(() -> measurements.add(measurement, environments.of(trial.llama())));
        String said = trial.runs() ? "writes \"" + trial.text() + "\"" : trial.reason();
        share.log("%s in %s: %s; %s"
                .formatted(subject.name(), runtime.title(), trial.words().toLowerCase(Locale.ROOT), said));
    }

    /// @param why the runtime could not be tried, which says nothing of the file
    void addFailure(ShareRun share, Subject subject, ModelRuntime runtime, String why) {
        Measurement measurement = measurement(share, subject, runtime);
        measurement.failure = why;
        share.commit(() -> measurements.add(measurement, environments.of(LlamaBuild.unknown(Optional.empty()))));
        share.log("%s could not be tried in %s: %s".formatted(subject.name(), runtime.title(), why));
    }

    private Measurement measurement(ShareRun share, Subject subject, ModelRuntime runtime) {
        var measurement = new Measurement();
        measurement.fileSha256 = subject.sha256();
        measurement.kind = Measurement.Kind.PORTABILITY;
        measurement.settings = json.valueToTree(settings(runtime));
        measurement.jobId = share.jobId();
        return measurement;
    }
}
