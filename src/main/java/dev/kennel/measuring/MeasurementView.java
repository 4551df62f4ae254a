package dev.kennel.measuring;

import java.util.List;
import java.util.Optional;

import dev.kennel.catalog.QuantRef;
import dev.kennel.measure.Percentiles;
import dev.kennel.measure.Quality;
import dev.kennel.measure.Speed;
import dev.kennel.measure.SpeedSettings;
import dev.kennel.measure.Trial;
import dev.kennel.measure.TrialSettings;
import dev.kennel.measurements.Environment;
import dev.kennel.measurements.Measurement;
import dev.kennel.measuring.MeasuredFiles.Named;
import dev.kennel.web.Format;

/// What a measurement's page shows.
///
/// @param quality what was found, if that was measured and worked
/// @param speed likewise
/// @param timed what was timed, if that is what was done
/// @param trial likewise
/// @param runtime that was tried, if that is what was done, whether it worked or not
/// @param names of the file that was measured; none when it is no longer here
/// @param calibratedOnTheText whether the file's importance matrix was computed from the same text
/// @param others runs of the same over the same file
record MeasurementView(
        Measurement measurement,
        Environment environment,
        Optional<Quality> quality,
        Optional<Speed> speed,
        Optional<SpeedSettings> timed,
        Optional<Trial> trial,
        Optional<TrialSettings> runtime,
        List<Named> names,
        boolean calibratedOnTheText,
        List<Measurement> others) {

    /// A percentile of both measures.
    record Percentile(String name, double kld, double deltaP) {}

    /// "demo/Pup Q4_K_M", or the digest when nothing has it now.
    public String subject() {
        return names.isEmpty()
                ? "a file that is no longer here"
                : names.getFirst().words();
    }

    /// "On stories its first choice differs from that of the base once in 50 tokens."
    public String verdict() {
        double onceIn = quality.orElseThrow().getOnceIn();
        String reference = measurement.referenceName.equals(QuantRef.BASE) ? "the base" : measurement.referenceName;
        return Double.isInfinite(onceIn)
                ? "On " + measurement.textName + " its first choice is always that of " + reference + "."
                : "On %s its first choice differs from that of %s once in %s tokens."
                        .formatted(measurement.textName, reference, Format.decimals(onceIn, onceIn < 10 ? 1 : 0));
    }

    public int context() {
        return measurement.settings.path("contextLength").asInt();
    }

    public int chunks() {
        return measurement.settings.path("chunks").asInt();
    }

    public boolean hasBatch() {
        return measurement.settings.has("batch");
    }

    public String batch() {
        return measurement.settings.path("batch").asInt() + " tokens, "
                + measurement.settings.path("microBatch").asInt() + " at once";
    }

    public int threads() {
        return measurement.settings.path("threads").asInt();
    }

    /// What the model was computed on: "CUDA0, NVIDIA GeForce RTX 3090, 24.0 GiB".
    public String device() {
        return environment.deviceName() == null
                ? environment.device()
                : environment.deviceName() + ", " + environment.device() + ", "
                        + Format.size(environment.deviceMemory());
    }

    public List<Percentile> percentiles() {
        Percentiles kld = quality.orElseThrow().klds();
        Percentiles deltaP = quality.orElseThrow().deltaPs();
        return List.of(
                new Percentile("highest", kld.max(), deltaP.max()),
                new Percentile("99.9 %", kld.p999(), deltaP.p999()),
                new Percentile("99 %", kld.p99(), deltaP.p99()),
                new Percentile("95 %", kld.p95(), deltaP.p95()),
                new Percentile("90 %", kld.p90(), deltaP.p90()),
                new Percentile("75 %", kld.p75(), deltaP.p75()),
                new Percentile("median", kld.median(), deltaP.median()),
                new Percentile("25 %", kld.p25(), deltaP.p25()),
                new Percentile("10 %", kld.p10(), deltaP.p10()),
                new Percentile("5 %", kld.p05(), deltaP.p05()),
                new Percentile("1 %", kld.p01(), deltaP.p01()),
                new Percentile("0.1 %", kld.p001(), deltaP.p001()),
                new Percentile("lowest", kld.min(), deltaP.min()));
    }

    /// The highest mean divergence of any part of the context, for bars.
    public double highestDrift() {
        return quality.orElseThrow().drift().stream()
                .mapToDouble(drift -> drift.kld().value())
                .max()
                .orElse(0);
    }

    /// Percent of the highest.
    public double bar(double kld) {
        double highest = highestDrift();
        return highest > 0 ? Math.max(0, Math.round(1000 * kld / highest) / 10.0) : 0;
    }
}
