package dev.kennel.llama;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.kennel.gguf.GgmlType;
import dev.kennel.recipe.FileType;
import dev.kennel.recipe.Recipe;
import dev.kennel.recipe.TensorRule;

/// The options of `llama-quantize`.
///
/// @param rules `--tensor-type`; patterns are passed as they are, while llama-quantize lower-cases them
/// @param keys `--override-kv`
/// @param imatrix `--imatrix`
public record QuantizeOptions(
        FileType fileType,
        List<TensorRule> rules,
        Optional<GgmlType> outputType,
        Optional<GgmlType> embeddingType,
        boolean pure,
        List<KvOverride> keys,
        Optional<Importance> imatrix) {

    public QuantizeOptions {
        rules = List.copyOf(rules);
        keys = List.copyOf(keys);
    }

    public static QuantizeOptions of(Recipe recipe, List<KvOverride> keys, Optional<Importance> imatrix) {
        return new QuantizeOptions(
                recipe.base(),
                recipe.rules(),
                recipe.outputType(),
                recipe.embeddingType(),
                recipe.pure(),
                keys,
                imatrix);
    }

    /// Its own keys and then those of the importance matrix, as llama-quantize sets them.
    List<KvOverride> allKeys() {
        return Stream.concat(keys.stream(), imatrix.stream().flatMap(matrix -> matrix.keys().stream()))
                .toList();
    }

    /// An importance matrix.
    ///
    /// @param weights of each tensor; a dry run needs none of them, only that there is a matrix
    /// @param keys what is written into the header about it
    public record Importance(List<Weights> weights, List<KvOverride> keys) {

        public Importance {
            weights = List.copyOf(weights);
            keys = List.copyOf(keys);
        }
    }

    /// @param values one a column, experts one after another
    public record Weights(String tensor, float[] values) {}
}
