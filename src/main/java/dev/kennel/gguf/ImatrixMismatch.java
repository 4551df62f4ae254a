package dev.kennel.gguf;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A tensor for which an importance matrix and a model do not go together.
///
/// @param weights that the importance matrix has for it
/// @param expected that it should have, rows' length × experts; empty when the model has no such tensor
public record ImatrixMismatch(String tensor, long weights, Optional<Long> expected) {

    /// For people: what does not fit, to be read after the tensor's name.
    public String explanation() {
        return expected.map(right ->
                        "the importance matrix has %d weights and the model needs %d".formatted(weights, right))
                .orElseGet(() -> "the model has no such tensor");
    }

    static List<ImatrixMismatch> of(Collection<ImatrixEntry> entries, Iterable<TensorInfo> model) {
        Map<String, TensorInfo> tensors = new HashMap<>();
        model.forEach(tensor -> tensors.put(tensor.name(), tensor));
        List<ImatrixMismatch> mismatches = new ArrayList<>();
        for (ImatrixEntry entry : entries) {
            Optional<Long> expected = Optional.ofNullable(tensors.get(entry.tensor()))
                    .map(tensor -> Math.multiplyExact(tensor.rowLength(), tensor.dimension(2)));
            boolean fits = expected.equals(Optional.of(entry.length()))
                    || (expected.isPresent() && isEmbedding(entry.tensor()));
            if (!fits) {
                mismatches.add(new ImatrixMismatch(entry.tensor(), entry.length(), expected));
            }
        }
        return mismatches;
    }

    private static boolean isEmbedding(String tensor) {
        return tensor.equals("token_embd.weight") || tensor.equals("per_layer_token_embd.weight");
    }
}
