package dev.kennel.measuring;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.kennel.blob.Sha256;
import dev.kennel.blob.Staged;
import dev.kennel.measure.ChunkScored;
import dev.kennel.measure.Quality;
import dev.kennel.measure.QualityReport;
import dev.kennel.measure.QualityTask;
import dev.kennel.measurements.Measurement;
import dev.kennel.measurements.Measurement.Kind;
import dev.kennel.measuring.MeasureOrder.Reading;
import dev.kennel.store.BlobStore;
import dev.kennel.store.Holder;
import dev.kennel.store.NewBlob;
import dev.kennel.web.Format;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.WorkerDied;

/// Compares a file with what the reference said of each text.
@ApplicationScoped
class QualityMeter {

    private final JobFiles files;
    private final MeasurementEntry entry;
    private final BlobStore store;
    private final ObjectMapper json;

    QualityMeter(JobFiles files, MeasurementEntry entry, BlobStore store, ObjectMapper json) {
        this.files = files;
        this.entry = entry;
        this.store = store;
        this.json = json;
    }

    void measure(MeasuredFile file) throws WorkerDied, IOException, TaskFailure {
        List<String> done = entry.done(file, Kind.QUALITY).stream()
                .map(measurement -> measurement.textSha256)
                .toList();
        for (int text = 0; text < file.order().readings().size(); text++) {
            Reading reading = file.order().readings().get(text);
            long tokens = file.order().tokens(reading);
            if (done.contains(reading.sha256())) {
                file.progress().given(tokens);
            } else {
                compare(file, text, reading);
                file.progress().finished(tokens);
            }
        }
    }

    private void compare(MeasuredFile file, int text, Reading reading) throws WorkerDied, IOException, TaskFailure {
        Path series = file.directory().resolve("series-" + text);
        int context = file.order().settings().contextLength();
        try {
            var task = new QualityTask(
                    file.shards(), logits(file, text, reading), file.order().settings(), series);
            QualityReport report = file.share()
                    .runTask(task, step -> file.progress().reached((long) ((ChunkScored) step).done() * context));
            add(file, reading, report, series);
            file.share().log(words(file, reading, report.quality()));
        } catch (TaskFailure e) {
            entry.addFailed(file, measurement(file, reading), e.getMessage());
            file.share()
                    .log(file.subject().name() + " on " + reading.name() + " could not be measured: " + e.getMessage());
        } catch (WorkerDied e) {
            entry.addDeath(file, measurement(file, reading), e);
            throw e;
        }
    }

    private Path logits(MeasuredFile file, int text, Reading reading) {
        return reading.imported()
                .map(blob -> store.files().path(new Sha256(blob)))
                .orElseGet(() -> files.logits(file.share().jobId(), text));
    }

    private void add(MeasuredFile file, Reading reading, QualityReport report, Path series) throws IOException {
        var staged = Staged.of(series);
        store.commit(List.of(NewBlob.of(staged)), Holder.job(file.share().jobId()));
        Measurement measurement = measurement(file, reading);
        measurement.result = json.valueToTree(report.quality());
        measurement.seriesSha256 = staged.sha256().hex();
        entry.add(file, measurement, report.llama());
    }

    private Measurement measurement(MeasuredFile file, Reading reading) {
        Measurement measurement = entry.of(file, Kind.QUALITY);
        ObjectNode settings = json.valueToTree(file.order().settings());
        settings.put("chunks", reading.chunks());
        measurement.settings = settings;
        measurement.textSha256 = reading.sha256();
        measurement.textName = reading.name();
        measurement.referenceSha256 = file.order().reference().sha256();
        measurement.referenceName = file.order().reference().name();
        return measurement;
    }

    private static String words(MeasuredFile file, Reading reading, Quality quality) {
        return "%s on %s: KLD %s ± %.5f, 99.9 %% %.4f, same top %.2f %%"
                .formatted(
                        file.subject().name(),
                        reading.name(),
                        Format.decimals(quality.kld().value(), 5),
                        quality.kld().error(),
                        quality.klds().p999(),
                        100 * quality.sameTop().value());
    }
}
