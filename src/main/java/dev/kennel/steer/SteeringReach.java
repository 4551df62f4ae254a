package dev.kennel.steer;

import java.util.List;
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

    private static boolean isFeedForward(LayerFacts layer) {
        return layer.has(LayerPart.MOE) || layer.has(LayerPart.DENSE_FFN);
    }
}
