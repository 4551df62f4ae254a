package dev.kennel.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import dev.kennel.derivations.CheckedDerivation;
import dev.kennel.derivations.Rebuild;
import dev.kennel.gguf.GgmlType;
import dev.kennel.gguf.ModelFacts;
import dev.kennel.measure.ModelRuntime;
import dev.kennel.measurements.MeasuredLine;
import dev.kennel.measurements.Portability;
import dev.kennel.measurements.QualityFigures;
import dev.kennel.measurements.SpeedFigures;
import dev.kennel.responses.FeatureCurve;
import dev.kennel.responses.FeatureRun;
import dev.kennel.web.Format;

/// What a quant's page shows.
///
/// @param facts what its base's GGUF says
/// @param recipe the version it was made with; empty when made elsewhere
/// @param imatrixFile where its importance matrix is downloaded, if it is kept here
/// @param calibratedOnTheText whether its figures are of the text that its importance matrix was computed from
/// @param charted whether the chart of its base's quants has it
/// @param quality by the evaluation that most of its base's quants were measured by, else its own newest
/// @param speed by the timing that most of its base's quants were timed by, else its own newest
/// @param measurements of its closeness and speed, all there are, the newest first
/// @param curves what control vectors do to it, a feature each
/// @param answers its newest answers to each feature
/// @param portability in which runtimes it was tried
/// @param sameWeights other quants of the base whose tensors are the same byte for byte
/// @param incomplete whether the store lost some of its bytes
/// @param rebuild the newest, of a quant made here
/// @param derivation the newest check of a quant made elsewhere
record QuantView(
        Quant quant,
        Optional<ModelFacts> facts,
        TensorMatrix matrix,
        int tensors,
        Optional<RecipeVersion> recipe,
        Optional<String> imatrixFile,
        boolean calibratedOnTheText,
        boolean charted,
        List<ModelFile> sources,
        List<Quant> sameWeights,
        RunCommands run,
        boolean incomplete,
        Optional<QualityFigures> quality,
        Optional<SpeedFigures> speed,
        List<MeasuredLine> measurements,
        List<FeatureCurve> curves,
        List<FeatureRun> answers,
        Portability portability,
        Optional<Rebuild> rebuild,
        Optional<CheckedDerivation> derivation) {

    /// "Its first choice differs from that of the base once in 50 tokens."
    public Optional<String> verdict() {
        return quality.map(figures -> {
            double onceIn = figures.quality().getOnceIn();
            String reference = figures.newest().evaluation().referenceName();
            String other = reference.equals(QuantRef.BASE) ? "the base" : reference;
            return Double.isInfinite(onceIn)
                    ? "Its first choice is always that of " + other + "."
                    : "Its first choice differs from that of %s once in %s tokens."
                            .formatted(other, Format.decimals(onceIn, onceIn < 10 ? 1 : 0));
        });
    }

    /// "31 chunks of 256 tokens of stories, against the base".
    public Optional<String> evaluationInWords() {
        return quality.map(figures -> figures.newest().evaluation().words());
    }

    /// As addresses that compare it name it.
    public String ref() {
        return QuantRef.of(quant.model, quant);
    }

    public String page() {
        return quant.page();
    }

    public String file() {
        return QuantRow.fileOf(quant);
    }

    /// Where it is put together with control vectors and what is known of it.
    public String bundle() {
        return base() + "/bundle?quant=" + Format.urlPart(ref());
    }

    /// Where its bytes can be had again.
    public String remake() {
        return QuantRow.remakeOf(quant);
    }

    public String base() {
        return "/" + quant.model.repository.path();
    }

    public long percent() {
        return Math.round(100.0 * quant.artifact.bytes / quant.model.sourceBytes);
    }

    /// The command that writes the same bytes with llama.cpp's own tool.
    public Optional<String> command() {
        return recipe.map(
                version -> quant.command(version.recipe(), sources.getFirst()).toString());
    }

    /// Each runtime with what became of trying it.
    public List<RuntimeRow> runtimes() {
        return Arrays.stream(ModelRuntime.values())
                .map(runtime -> new RuntimeRow(runtime, portability.of(runtime)))
                .toList();
    }

    public Jllama jllama() {
        List<GgmlType> types =
                matrix.legend().stream().map(TensorMatrix.Cell::type).toList();
        return Jllama.with(portability, quant.model.architecture, types);
    }
}
