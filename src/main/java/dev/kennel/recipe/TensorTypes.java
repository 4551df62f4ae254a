package dev.kennel.recipe;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.kennel.gguf.GgmlType;

/// What `llama_model_quantize` (llama.cpp v0.5.0) can do with a tensor type.
public final class TensorTypes {

    /// Types that only llama.cpp's own arithmetic uses, and integers. A rule that names Q8_K aborts the process.
    private static final Set<GgmlType> NEVER_WRITTEN = Collections.unmodifiableSet(EnumSet.of(
            GgmlType.Q8_1, GgmlType.Q8_K, GgmlType.I8, GgmlType.I16, GgmlType.I32, GgmlType.I64, GgmlType.F64));

    private static final Set<GgmlType> WEIGHTED_ONLY = Collections.unmodifiableSet(EnumSet.of(
            GgmlType.IQ1_S, GgmlType.IQ1_M, GgmlType.IQ2_XXS, GgmlType.IQ2_XS, GgmlType.IQ2_S, GgmlType.IQ3_XXS));

    private static final List<String> TARGET_NAMES = Arrays.stream(GgmlType.values())
            .filter(TensorTypes::isTarget)
            .map(GgmlType::ggmlName)
            .toList();

    private TensorTypes() {}

    /// Whether a tensor can be quantized to this type.
    public static boolean isTarget(GgmlType type) {
        return !NEVER_WRITTEN.contains(type);
    }

    /// Whether a tensor other than `token_embd.weight` and `output.weight` is refused without importance weights.
    public static boolean needsImatrix(GgmlType type) {
        return WEIGHTED_ONLY.contains(type);
    }

    static Optional<GgmlType> targetNamed(String name) {
        return GgmlType.ofName(name).filter(TensorTypes::isTarget);
    }

    static List<String> targetNames() {
        return TARGET_NAMES;
    }
}
