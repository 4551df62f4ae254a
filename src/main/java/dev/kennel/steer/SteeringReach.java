package dev.kennel.steer;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.kennel.gguf.LayerFacts;
import dev.kennel.gguf.LayerPart;
import dev.kennel.gguf.ModelFacts;

/// Where llama.cpp (v0.5.0) lets a model's residual stream be read and steered.
///
/// @param tensor that holds the residual stream after a block, before the block's number
/// @param blocks whose output a control vector is added to, in order, counted from 0
public record SteeringReach(String tensor, List<Integer> blocks) {

    /// Their `l_out` is what a block adds, not what comes out of it, and control vectors reach the feed-forward blocks
    /// only.
    private static final Set<String> BRANCHING = Set.of("nemotron_h", "nemotron_h_moe");

    public SteeringReach {
        blocks = List.copyOf(blocks);
    }

    public static SteeringReach of(ModelFacts model) {
        boolean branching = BRANCHING.contains(model.architecture());
        List<Integer> blocks = model.layers().stream()
                .filter(layer -> !layer.has(LayerPart.MTP))
                .filter(layer -> !branching || isFeedForward(layer))
                .map(LayerFacts::index)
                .filter(index -> index > 0)
                .toList();
        return new SteeringReach(branching ? "nemotron_h_block_out" : "l_out", blocks);
    }

    public boolean reaches(int block) {
        return blocks.contains(block);
    }

    /// @param directed blocks that a vector has directions for
    /// @return empty when it acts on one of them at least
    public Optional<String> mismatch(List<Integer> directed) {
        return directed.stream().anyMatch(this::reaches)
                ? Optional.empty()
                : Optional.of("it has directions for the layers %s, and llama.cpp steers only %s in this architecture"
                        .formatted(directed, blocks));
    }

    /// ", of which 2 cannot be steered"; empty when all can.
    public String silent(List<Integer> directed) {
        long silent = directed.stream().filter(block -> !reaches(block)).count();
        return silent == 0 ? "" : ", of which " + silent + " cannot be steered";
    }

    private static boolean isFeedForward(LayerFacts layer) {
        return layer.has(LayerPart.MOE) || layer.has(LayerPart.DENSE_FFN);
    }
}
