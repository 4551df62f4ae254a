package dev.kennel.quantize.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.kennel.gguf.GgmlType;
import dev.kennel.gguf.TensorInfo;
import dev.kennel.quantize.ImportanceRules;
import dev.kennel.quantize.RecipePlan.Fallback;
import dev.kennel.quantize.TensorPlan;
import dev.kennel.recipe.FileType;
import dev.kennel.recipe.Recipe;

/// Finds the types that llama.cpp replaced because a row length does not divide: those it logs, and the one it does
/// not, of `output.weight` or the token embeddings that take its place.
final class Fallbacks {

    private final Source source;
    private final Recipe recipe;
    private final DryRunLog log;

    Fallbacks(Source source, Recipe recipe, DryRunLog log) {
        this.source = source;
        this.recipe = recipe;
        this.log = log;
    }

    List<Fallback> list(List<TensorPlan> tensors) {
        List<Fallback> fallbacks = new ArrayList<>();
        for (DryRunLog.Replaced replaced : log.fallbacks()) {
            TensorInfo tensor = source.tensor(replaced.tensor());
            fallbacks.add(fallback(tensor, replaced.wanted(), replaced.got()));
        }
        tensors.stream().filter(this::isUnlogged).forEach(tensor -> fallbacks.add(unlogged(tensor)));
        return fallbacks;
    }

    private static Fallback fallback(TensorInfo tensor, GgmlType wanted, GgmlType got) {
        String reason = "rows of %d weights are not divisible into blocks of %d (%s)"
                .formatted(tensor.rowLength(), wanted.blockSize(), wanted.ggmlName());
        return new Fallback(tensor.name(), wanted, got, reason);
    }

    private boolean isUnlogged(TensorPlan tensor) {
        return takesOutputType(tensor.name())
                && recipe.base().quantizes()
                && recipe.base() != FileType.MXFP4_MOE
                && !recipe.pure()
                && recipe.outputType().isEmpty()
                && !tensor.copied()
                && tensor.targetType() == GgmlType.Q8_0
                && !namedInLog(tensor.name())
                && !BaseTypes.of(recipe.base()).divides(tensor.shape().getFirst());
    }

    private boolean takesOutputType(String tensor) {
        boolean tied = !source.has("output.weight");
        return ImportanceRules.isOutput(tensor)
                || tied
                        && ImportanceRules.isEmbedding(tensor)
                        && recipe.embeddingType().isEmpty();
    }

    private boolean namedInLog(String tensor) {
        Set<String> named =
                log.overrides().stream().map(DryRunLog.Override::tensor).collect(Collectors.toSet());
        log.fallbacks().forEach(fallback -> named.add(fallback.tensor()));
        return named.contains(tensor);
    }

    private Fallback unlogged(TensorPlan tensor) {
        GgmlType wanted = BaseTypes.ofOutput(recipe.base());
        return fallback(source.tensor(tensor.name()), wanted, tensor.targetType());
    }
}
