package dev.kennel.quantize.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.kennel.gguf.GgmlType;
import dev.kennel.gguf.TensorInfo;
import dev.kennel.quantize.ImportanceRules;
import dev.kennel.quantize.RecipePlan.Fallback;
import dev.kennel.quantize.RecipePlan.Obstacle;
import dev.kennel.quantize.TensorPlan;
import dev.kennel.recipe.Recipe;
import dev.kennel.recipe.TensorTypes;

/// Everything that a dry run passes and the real run fails for, or aborts at.
final class Obstacles {

    private static final int MOST_DIMENSIONS = 3;

    private final Source source;
    private final Recipe recipe;
    private final Optional<ImatrixSlices> imatrix;

    /// @param imatrix the one that the recipe is planned with
    Obstacles(Source source, Recipe recipe, Optional<ImatrixSlices> imatrix) {
        this.source = source;
        this.recipe = recipe;
        this.imatrix = imatrix;
    }

    /// Types that no tensor can be encoded to. llama.cpp aborts the process when it plans with one.
    List<Obstacle> unencodableTypes() {
        List<Obstacle> obstacles = new ArrayList<>();
        recipe.rules().forEach(rule -> refuseUnencodable(rule.type(), "the rule '" + rule.pattern() + "'", obstacles));
        recipe.outputType().ifPresent(type -> refuseUnencodable(type, "the output type", obstacles));
        recipe.embeddingType().ifPresent(type -> refuseUnencodable(type, "the embedding type", obstacles));
        return obstacles;
    }

    private static void refuseUnencodable(GgmlType type, String where, List<Obstacle> obstacles) {
        if (!TensorTypes.isTarget(type)) {
            obstacles.add(ofWhole(where + " is " + type.ggmlName() + ", which no tensor can be encoded to"));
        }
    }

    /// What follows from the types that llama.cpp chose.
    List<Obstacle> list(List<TensorPlan> tensors, List<Fallback> fallbacks) {
        List<Obstacle> obstacles = new ArrayList<>();
        if (recipe.imatrix() == Recipe.Imatrix.REQUIRED && imatrix.isEmpty()) {
            obstacles.add(ofWhole("this recipe requires an importance matrix; choose one"));
        }
        for (TensorPlan tensor : tensors) {
            if (!tensor.copied()) {
                reason(tensor).ifPresent(why -> obstacles.add(new Obstacle(Optional.of(tensor.name()), why)));
            }
        }
        obstacles.addAll(ofFallbacks(fallbacks));
        return obstacles;
    }

    private List<Obstacle> ofFallbacks(List<Fallback> fallbacks) {
        if (recipe.onFallback() == Recipe.OnFallback.ACCEPT) {
            return List.of();
        }
        return fallbacks.stream()
                .map(fallback -> new Obstacle(
                        Optional.of(fallback.tensor()),
                        "%s, so it would become %s; this recipe says on-fallback: fail"
                                .formatted(fallback.reason(), fallback.got().ggmlName())))
                .toList();
    }

    static Obstacle ofWhole(String why) {
        return new Obstacle(Optional.empty(), why);
    }

    static Obstacle fallbackless(TensorInfo tensor, GgmlType type) {
        return new Obstacle(
                Optional.of(tensor.name()),
                "%s, and llama.cpp has no fallback for this type; name another type for this tensor"
                        .formatted(indivisible(tensor.rowLength(), type)));
    }

    private Optional<String> reason(TensorPlan tensor) {
        long rowLength = tensor.shape().getFirst();
        if (!isFloat(tensor.sourceType())) {
            return Optional.of(
                    "it is " + tensor.sourceType().ggmlName()
                            + " already and would have to be quantized again, which loses quality; use a full-precision source");
        }
        if (tensor.shape().size() > MOST_DIMENSIONS) {
            return Optional.of(
                    "it has " + tensor.shape().size() + " dimensions; llama.cpp quantizes up to " + MOST_DIMENSIONS);
        }
        if (!tensor.targetType().divides(rowLength)) {
            return Optional.of(indivisible(rowLength, tensor.targetType()) + "; choose another type for it");
        }
        return unfitWeights(tensor).or(() -> missingWeights(tensor));
    }

    private static boolean isFloat(GgmlType type) {
        return type == GgmlType.F32 || type == GgmlType.F16 || type == GgmlType.BF16;
    }

    private static String indivisible(long rowLength, GgmlType type) {
        return "rows of %d weights cannot be encoded as %s, which has blocks of %d"
                .formatted(rowLength, type.ggmlName(), type.blockSize());
    }

    private Optional<String> unfitWeights(TensorPlan tensor) {
        if (imatrix.isEmpty() || ImportanceRules.isEmbedding(tensor.name())) {
            return Optional.empty();
        }
        long needed = source.importanceWeights(tensor.name());
        return imatrix.get()
                .size(tensor.name())
                .filter(size -> size != needed)
                .map(size -> "the importance matrix has " + size + " weights for it, and it needs " + needed
                        + "; the matrix was made from another model");
    }

    private Optional<String> missingWeights(TensorPlan tensor) {
        boolean missing = tensor.imatrixSlice().isEmpty()
                && ImportanceRules.required(tensor.name(), tensor.targetType(), recipe.base());
        if (!missing) {
            return Optional.empty();
        }
        String why = imatrix.isEmpty() ? "and there is no importance matrix" : "and the importance matrix has none";
        return Optional.of(tensor.targetType().ggmlName() + " needs importance weights for it, " + why);
    }
}
