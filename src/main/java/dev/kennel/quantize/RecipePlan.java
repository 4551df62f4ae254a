package dev.kennel.quantize;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.kennel.gguf.GgmlType;

/// What a quant would be. A plan with obstacles must not be carried out; what it says beside them is as far as it got.
///
/// @param recipe the recipe's name
/// @param weighted whether the file is made with the importance matrix: its keys are then in the header, even if no
///     tensor uses it
/// @param tensors in file order; empty when llama.cpp refused the recipe as a whole
/// @param headerBytes where the tensors begin
/// @param fileBytes size of the file
/// @param bitsPerWeight bits of the tensors' data per weight
/// @param fallbacks types that llama.cpp replaces because a row length does not divide
/// @param obstacles everything for which the real run would fail
/// @param warnings what a person should know and nothing fails for
/// @param planDigest equal for two recipes over the same source if and only if their files are the same, byte for byte
/// @param weightsDigest equal when the tensors are the same, byte for byte; the headers may differ in
///     `general.file_type`
public record RecipePlan(
        String recipe,
        boolean weighted,
        List<TensorPlan> tensors,
        long headerBytes,
        long fileBytes,
        double bitsPerWeight,
        List<Fallback> fallbacks,
        List<Obstacle> obstacles,
        List<String> warnings,
        String planDigest,
        String weightsDigest) {

    public RecipePlan {
        tensors = List.copyOf(tensors);
        fallbacks = List.copyOf(fallbacks);
        obstacles = List.copyOf(obstacles);
        warnings = List.copyOf(warnings);
    }

    /// Bits a weight as [#bitsPerWeight], had every tensor the type that was wanted for it; none without fallbacks.
    public Optional<Double> bitsAsked() {
        if (fallbacks.isEmpty()) {
            return Optional.empty();
        }
        Map<String, GgmlType> wanted = fallbacks.stream().collect(Collectors.toMap(Fallback::tensor, Fallback::wanted));
        double bits = 0;
        long weights = 0;
        for (TensorPlan tensor : tensors) {
            bits += tensor.weights()
                    * wanted.getOrDefault(tensor.name(), tensor.targetType()).bitsPerWeight();
            weights += tensor.weights();
        }
        return Optional.of(bits / weights);
    }

    /// A type that llama.cpp replaces.
    ///
    /// @param reason why, for people
    public record Fallback(String tensor, GgmlType wanted, GgmlType got, String reason) {}

    /// Something the real run would fail for.
    ///
    /// @param tensor none when it concerns the recipe as a whole
    public record Obstacle(Optional<String> tensor, String why) {}
}
