package dev.kennel.quantize;

import java.util.EnumSet;
import java.util.Set;

import dev.kennel.gguf.GgmlType;
import dev.kennel.recipe.FileType;
import dev.kennel.recipe.TensorTypes;

/// What llama.cpp v0.5.0 does with importance weights, type by type.
public final class ImportanceRules {

    private static final Set<GgmlType> ABORTING = EnumSet.of(GgmlType.IQ1_S, GgmlType.IQ2_XXS, GgmlType.IQ2_XS);

    private ImportanceRules() {}

    /// `token_embd.weight` or `per_layer_token_embd.weight`: weights of another size are silently left out there.
    public static boolean isEmbedding(String tensor) {
        return tensor.equals("token_embd.weight") || tensor.equals("per_layer_token_embd.weight");
    }

    public static boolean isOutput(String tensor) {
        return tensor.equals("output.weight");
    }

    /// Whether the encoder of a type looks at the weights; the others give the same bytes with and without.
    public static boolean affect(GgmlType type) {
        return switch (type) {
            case Q4_0, Q4_1, Q5_0, Q5_1, Q2_K, Q3_K, Q4_K, Q5_K, Q6_K -> true;
            case IQ1_S, IQ1_M, IQ2_XXS, IQ2_XS, IQ2_S, IQ3_XXS, IQ3_S, IQ4_NL, IQ4_XS -> true;
            case Q8_0, Q1_0, Q2_0, TQ1_0, TQ2_0, MXFP4, NVFP4, F16, BF16, F32 -> false;
            case Q8_1, Q8_K, I8, I16, I32, I64, F64 -> false;
        };
    }

    /// Whether ggml's encoder asserts that there are weights, and aborts the process otherwise.
    public static boolean abortsWithout(GgmlType type) {
        return ABORTING.contains(type);
    }

    /// Whether the real run refuses to encode this tensor without weights, or aborts; a dry run does neither.
    public static boolean required(String tensor, GgmlType type, FileType base) {
        if (isEmbedding(tensor) || isOutput(tensor)) {
            return abortsWithout(type);
        }
        return TensorTypes.needsImatrix(type) || type == GgmlType.Q2_K && base == FileType.Q2_K_S;
    }
}
