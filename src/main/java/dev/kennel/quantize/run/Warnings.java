package dev.kennel.quantize.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.kennel.gguf.ExpertCoverage;
import dev.kennel.llama.HeaderWriter;
import dev.kennel.quantize.ImportanceRules;
import dev.kennel.quantize.TensorPlan;
import dev.kennel.recipe.FileType;
import dev.kennel.recipe.Recipe;

/// What a person should know about a plan and nothing fails for.
final class Warnings {

    private static final int NAMED = 10;

    private final Source source;
    private final Recipe recipe;
    private final Optional<ImatrixSlices> imatrix;
    private final List<String> warnings = new ArrayList<>();

    Warnings(Source source, Recipe recipe, Optional<ImatrixSlices> imatrix) {
        this.source = source;
        this.recipe = recipe;
        this.imatrix = imatrix;
    }

    List<String> list(List<TensorPlan> tensors) {
        warnOfIgnoredOptions();
        warnOfOtherFamily();
        warnOfAlignment();
        warnOfUnweighted(tensors);
        warnOfUnusedExperts(tensors);
        return warnings;
    }

    private void warnOfIgnoredOptions() {
        if (!recipe.base().quantizes() && !recipe.rules().isEmpty()) {
            warnings.add("llama.cpp ignores tensor rules when the base type is " + recipe.base() + ".");
        }
        boolean typed =
                recipe.outputType().isPresent() || recipe.embeddingType().isPresent();
        if (recipe.base() == FileType.COPY && typed) {
            warnings.add("COPY keeps every tensor; output and embedding types are ignored.");
        }
    }

    private void warnOfOtherFamily() {
        if (!recipe.isMeantFor(source.architecture())) {
            warnings.add("This recipe is meant for " + String.join(", ", recipe.families()) + ", and this model is "
                    + source.architecture() + ".");
        }
    }

    private void warnOfAlignment() {
        if (source.alignment() != HeaderWriter.ALIGNMENT) {
            warnings.add(
                    ("The source is aligned to %d bytes and the quant to %d. llama-quantize makes a broken file of it"
                                    + " unless it is told, as the command on the quant's page does.")
                            .formatted(source.alignment(), HeaderWriter.ALIGNMENT));
        }
    }

    private void warnOfUnweighted(List<TensorPlan> tensors) {
        if (imatrix.isEmpty()) {
            return;
        }
        List<String> unweighted = tensors.stream()
                .filter(tensor -> !tensor.copied() && ImportanceRules.affect(tensor.targetType()))
                .filter(tensor -> tensor.imatrixSlice().isEmpty())
                .map(TensorPlan::name)
                .toList();
        if (!unweighted.isEmpty()) {
            warnings.add("The importance matrix has nothing for " + counted(unweighted) + ", quantized without it.");
        }
    }

    private void warnOfUnusedExperts(List<TensorPlan> tensors) {
        Set<String> weighted = tensors.stream()
                .filter(tensor -> tensor.imatrixSlice().isPresent())
                .map(TensorPlan::name)
                .collect(Collectors.toSet());
        List<String> gaps = imatrix.map(ImatrixSlices::gaps).orElse(List.of()).stream()
                .map(ExpertCoverage::tensor)
                .filter(weighted::contains)
                .toList();
        if (!gaps.isEmpty()) {
            warnings.add("Some experts were never used while the importance matrix was made, so that the matrix tells"
                    + " nothing about them in " + counted(gaps) + ".");
        }
    }

    private static String counted(List<String> tensors) {
        String named = tensors.stream().limit(NAMED).collect(Collectors.joining(", "));
        return "%d tensor%s (%s%s)"
                .formatted(tensors.size(), tensors.size() == 1 ? "" : "s", named, tensors.size() > NAMED ? ", …" : "");
    }
}
