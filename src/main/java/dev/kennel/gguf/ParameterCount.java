package dev.kennel.gguf;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How many weights a model has, and how many of them take part in computing a token.
///
/// `total` counts every element of every tensor, as llama.cpp does. `active` follows what publishers mean by the A3B of
/// a name: embedding and output tables count in full, as do routers and shared experts; of the routed experts
/// (`*_exps`) the share used ÷ count does; layers that only predict further tokens (`nextn`) do not.
///
/// @param total weights
/// @param active weights
public record ParameterCount(long total, long active) {

    private static final Pattern ROUTED_EXPERTS = Pattern.compile("blk\\.\\d+\\.ffn_\\w+_exps\\..*");

    /// @throws ArithmeticException when the numbers do not fit 63 bits
    static ParameterCount of(ArchitectureKeys keys, List<TensorInfo> tensors, List<LayerFacts> layers)
            throws GgufFormatException {
        Set<Integer> predicting = layers.stream()
                .filter(layer -> layer.has(LayerPart.MTP))
                .map(LayerFacts::index)
                .collect(Collectors.toCollection(TreeSet::new));
        long total = 0;
        long active = 0;
        for (TensorInfo tensor : tensors) {
            int layer = LayerFacts.layerOf(tensor.name());
            total = Math.addExact(total, tensor.elements());
            if (!predicting.contains(layer)) {
                active = Math.addExact(active, active(keys, tensor, layer));
            }
        }
        return new ParameterCount(total, active);
    }

    private static long active(ArchitectureKeys keys, TensorInfo tensor, int layer) throws GgufFormatException {
        long count = keys.number("expert_count", 0);
        if (count == 0 || !ROUTED_EXPERTS.matcher(tensor.name()).matches()) {
            return tensor.elements();
        }
        long used = keys.ofLayer("expert_used_count", layer);
        if (used > count) {
            throw keys.failure(
                    "expert_used_count", used + " is more than the " + count + " experts; convert the model again");
        }
        return Math.multiplyExact(tensor.elements() / count, used);
    }
}
