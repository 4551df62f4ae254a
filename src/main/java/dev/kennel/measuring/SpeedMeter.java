package dev.kennel.measuring;

import java.io.IOException;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.kennel.measure.Speed;
import dev.kennel.measure.SpeedSettings;
import dev.kennel.measure.SpeedStep;
import dev.kennel.measure.SpeedTask;
import dev.kennel.measurements.Measurement;
import dev.kennel.measurements.Measurement.Kind;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.WorkerDied;

/// Times a file and looks at its memory. Nothing else of the lane runs on the node meanwhile; other lanes do.
@ApplicationScoped
class SpeedMeter {

    private static final double MEBIBYTE = 1024 * 1024;

    private final MeasurementEntry entry;
    private final ObjectMapper json;

    SpeedMeter(MeasurementEntry entry, ObjectMapper json) {
        this.entry = entry;
        this.json = json;
    }

    void measure(MeasuredFile file) throws WorkerDied, IOException, TaskFailure {
        if (file.order().speed().isEmpty()) {
            return;
        }
        SpeedSettings settings = file.order().speed().get();
        if (entry.done(file, Kind.SPEED).isEmpty()) {
            time(file, settings);
            file.progress().finished(settings.tokens());
        } else {
            file.progress().given(settings.tokens());
        }
    }

    private void time(MeasuredFile file, SpeedSettings settings) throws WorkerDied, IOException, TaskFailure {
        Measurement measurement = entry.of(file, Kind.SPEED);
        measurement.settings = json.valueToTree(settings);
        try {
            Speed speed = file.share().runTask(new SpeedTask(file.shards(), settings), step -> file.progress()
                    .reached(((SpeedStep) step).tokens()));
            measurement.result = json.valueToTree(speed);
            entry.add(file, measurement, speed.llama());
            file.share().log(words(file, settings, speed));
        } catch (TaskFailure e) {
            entry.addFailed(file, measurement, e.getMessage());
            file.share().log(file.subject().name() + " could not be timed: " + e.getMessage());
        } catch (WorkerDied e) {
            entry.addDeath(file, measurement, e);
            throw e;
        }
    }

    private static String words(MeasuredFile file, SpeedSettings settings, Speed speed) {
        String onDevice = speed.llama()
                .device()
                .map(device ->
                        ", %.1f of them on %s".formatted(speed.memory().on(device.name()) / MEBIBYTE, device.name()))
                .orElse("");
        return "%s: pp%d %.1f ± %.1f, tg%d %.1f ± %.1f tokens a second, %.1f MiB allocated%s"
                .formatted(
                        file.subject().name(),
                        settings.prompt(),
                        speed.prompt().mean(),
                        speed.prompt().deviation(),
                        settings.generation(),
                        speed.generation().mean(),
                        speed.generation().deviation(),
                        speed.memory().allocated() / MEBIBYTE,
                        onDevice);
    }
}
