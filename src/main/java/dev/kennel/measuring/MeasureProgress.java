package dev.kennel.measuring;

import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.kennel.measure.Quality;
import dev.kennel.measure.Speed;
import dev.kennel.measurements.Measurement;

/// How far a measurement job is, and what it has found.
///
/// @param reference what the files are compared with
/// @param bytesNeeded of the disk while the job runs
/// @param device that the models are computed on
@Schema(name = "MeasureProgress")
public record MeasureProgress(
        String reference, List<String> texts, int context, long bytesNeeded, String device, List<FileProgress> files) {

    /// @param name as the request named it
    /// @param state waiting, running, done, failed or cancelled
    @Schema(name = "MeasuredFile")
    public record FileProgress(String name, String sha256, String state, int percent, List<Found> found) {}

    /// What was found of a file at once; only what belongs to its kind is there.
    ///
    /// @param kind `quality` or `speed`
    /// @param memory bytes that llama.cpp allocated
    /// @param deviceMemory those of them that lie on the device
    /// @param failure why there are no figures
    /// @param onCalibrationText whether the text is the one that the file's importance matrix was computed from
    @Schema(name = "Found")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Found(
            long measurement,
            String kind,
            String text,
            Double perplexity,
            Double kld,
            Double kldError,
            Double kld999,
            Double sameTop,
            Double prompt,
            Double generation,
            Long memory,
            Long deviceMemory,
            String failure,
            Boolean onCalibrationText) {

        static Found of(Measurement measurement, Quality quality, boolean onCalibrationText) {
            return new Found(
                    measurement.id,
                    "quality",
                    measurement.textName,
                    quality.perplexity().value(),
                    quality.kld().value(),
                    quality.kld().error(),
                    quality.klds().p999(),
                    quality.sameTop().value(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    onCalibrationText);
        }

        static Found of(Measurement measurement, Speed speed) {
            return new Found(
                    measurement.id,
                    "speed",
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    speed.prompt().mean(),
                    speed.generation().mean(),
                    speed.memory().allocated(),
                    speed.llama()
                            .device()
                            .map(device -> speed.memory().on(device.name()))
                            .orElse(null),
                    null,
                    null);
        }

        static Found failed(Measurement measurement) {
            return new Found(
                    measurement.id,
                    measurement.kind.name().toLowerCase(Locale.ROOT),
                    measurement.textName,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    measurement.failure,
                    null);
        }

        @JsonIgnore
        public boolean isFailed() {
            return failure != null;
        }

        @JsonIgnore
        public boolean isSpeed() {
            return kind.equals("speed");
        }
    }
}
