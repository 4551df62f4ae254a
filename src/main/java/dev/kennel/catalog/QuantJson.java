package dev.kennel.catalog;

import java.time.Instant;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.kennel.measure.Estimate;
import dev.kennel.measure.ModelRuntime;
import dev.kennel.measure.Speed;
import dev.kennel.measure.Trial;
import dev.kennel.measurements.Evaluation;
import dev.kennel.measurements.Place;
import dev.kennel.measurements.Portability;
import dev.kennel.measurements.QualityFigures;
import dev.kennel.measurements.SpeedFigures;
import dev.kennel.measurements.Timing;
import dev.kennel.measurements.TrialRun;

/// A quant, as the REST API lists it.
///
/// @param repository where its file is
/// @param base the model that it is derived from
/// @param sha256 of the file
/// @param weightsDigest equal for quants whose tensors are the same byte for byte
/// @param types of its tensors, the one with the most bytes first
/// @param recipe the digest of the recipe's version it was made with, null when made elsewhere
/// @param fallbacks tensors that got another type than the recipe asked for
/// @param incomplete whether the store lost some of its bytes: downloads are refused
/// @param remake where it can be made again, null while it is whole
/// @param quality under the evaluation that was asked for; not there when it was not measured so. Of a quant by itself
///     the newest, where the commonest is not there
/// @param speed of the timing that was asked for, likewise
/// @param runtimes the newest result of each that it was tried in
/// @param page its page, for people
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Quant")
record QuantJson(
        String repository,
        String base,
        String name,
        String filename,
        long bytes,
        String sha256,
        String weightsDigest,
        double bitsPerWeight,
        List<Types> types,
        boolean madeElsewhere,
        Instant madeAt,
        String recipe,
        String imatrix,
        String imatrixSha256,
        String encoders,
        Long job,
        int fallbacks,
        boolean incomplete,
        String remake,
        Behaviour quality,
        Pace speed,
        List<Tried> runtimes,
        String download,
        String page) {

    /// Quality under one evaluation, of the newest run.
    ///
    /// @param runs how many there are
    /// @param lowestKld and highest, over all runs
    /// @param onCalibrationText whether its importance matrix was computed from the same text, which flatters it
    /// @param place where it was measured
    @Schema(name = "QuantQuality")
    record Behaviour(
            Evaluation evaluation,
            String evaluationKey,
            long measurement,
            Estimate kld,
            double kld999,
            Estimate sameTop,
            Estimate perplexityRatio,
            int runs,
            double lowestKld,
            double highestKld,
            boolean onCalibrationText,
            Place place) {

        /// Of the base against its own stored logits; null when there is none.
        static Behaviour ofFloor(Optional<QualityFigures> floor) {
            return floor.map(figures -> of(figures, false)).orElse(null);
        }

        static Behaviour of(QualityFigures figures, boolean onCalibrationText) {
            return new Behaviour(
                    figures.newest().evaluation(),
                    figures.newest().evaluation().key(),
                    figures.newest().measurement(),
                    figures.quality().kld(),
                    figures.quality().klds().p999(),
                    figures.quality().sameTop(),
                    figures.quality().ratio(),
                    figures.runs().size(),
                    figures.lowestKld(),
                    figures.highestKld(),
                    onCalibrationText,
                    figures.newest().place());
        }
    }

    /// How fast it is and what memory it takes, of the newest run timed so.
    ///
    /// @param runs how many there are
    /// @param prompt mean rates of reading a prompt, over all runs
    /// @param generation mean rates of writing, over all runs
    @Schema(name = "QuantSpeed")
    record Pace(
            Timing timing,
            String timingKey,
            long measurement,
            Speed speed,
            int runs,
            Spread prompt,
            Spread generation) {

        /// @param lowest and highest, in tokens a second
        @Schema(name = "RateSpread")
        record Spread(double lowest, double highest) {

            static Spread of(DoubleSummaryStatistics rates) {
                return new Spread(rates.getMin(), rates.getMax());
            }
        }

        static Pace of(SpeedFigures figures) {
            Timing timing = figures.newest().timing();
            return new Pace(
                    timing,
                    timing.key(),
                    figures.newestMeasurement(),
                    figures.speed(),
                    figures.runs().size(),
                    Spread.of(figures.prompt()),
                    Spread.of(figures.generation()));
        }
    }

    /// What became of trying a runtime, in the newest run.
    ///
    /// @param runs how many there are
    @Schema(name = "RuntimeTrial")
    record Tried(ModelRuntime runtime, Trial trial, long measurement, int runs, Instant triedAt) {

        static Tried of(TrialRun run, Portability all) {
            return new Tried(
                    run.runtime(),
                    run.trial(),
                    run.measurement(),
                    all.of(run.runtime()).size(),
                    run.at());
        }
    }

    /// How many tensors have a type.
    @Schema(name = "TypeUse")
    record Types(String type, long tensors, long bytes) {}

    static QuantJson of(QuantRow row) {
        Quant quant = row.quant();
        return new QuantJson(
                quant.repository.path(),
                quant.model.repository.path(),
                quant.name,
                quant.filename,
                quant.artifact.bytes,
                quant.artifact.sha256,
                quant.artifact.weightsDigest,
                quant.artifact.bitsPerWeight,
                row.types().stream()
                        .map(use -> new Types(use.type().ggmlName(), use.tensors(), use.bytes()))
                        .toList(),
                quant.madeElsewhere,
                quant.madeAt,
                quant.recipeDigest,
                quant.imatrixName,
                quant.imatrixSha256,
                quant.encoders,
                quant.jobId,
                quant.fallbacks,
                row.incomplete(),
                row.incomplete() ? row.remake() : null,
                row.quality()
                        .map(figures -> Behaviour.of(figures, row.calibratedOnTheText()))
                        .orElse(null),
                row.speed().map(Pace::of).orElse(null),
                row.portability().newest().stream()
                        .map(run -> Tried.of(run, row.portability()))
                        .toList(),
                row.file(),
                row.page());
    }
}
