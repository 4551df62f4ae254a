package dev.kennel.quantize;

import java.util.List;
import java.util.Optional;

import dev.kennel.gguf.GgmlType;

/// A tensor of a planned quant.
///
/// @param shape lengths, the row length first, without trailing ones
/// @param imatrixSlice SHA-256 of the importance weights that the encoding really uses (little-endian floats); none
///     when the type ignores them, when the matrix has none for this tensor, or when the tensor is copied
public record TensorPlan(
        String name, List<Long> shape, GgmlType sourceType, GgmlType targetType, Optional<String> imatrixSlice) {

    public TensorPlan {
        shape = List.copyOf(shape);
    }

    /// Whether the source's bytes are taken as they are.
    public boolean copied() {
        return sourceType == targetType;
    }

    /// Bytes of the encoded tensor, without padding.
    public long bytes() {
        return targetType.bytes(weights());
    }

    /// How many there are.
    public long weights() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }
}
