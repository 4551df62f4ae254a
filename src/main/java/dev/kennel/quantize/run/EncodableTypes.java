package dev.kennel.quantize.run;

import dev.kennel.gguf.GgmlType;

/// The types that `ggml_quantize_chunk` writes. Naming another one in a rule aborts the process.
final class EncodableTypes {

    private EncodableTypes() {}

    static boolean contains(GgmlType type) {
        return switch (type) {
            case F32, F16, BF16, Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q2_K, Q3_K, Q4_K, Q5_K, Q6_K -> true;
            case IQ1_S, IQ1_M, IQ2_XXS, IQ2_XS, IQ2_S, IQ3_XXS, IQ3_S, IQ4_NL, IQ4_XS -> true;
            case TQ1_0, TQ2_0, MXFP4, NVFP4, Q1_0, Q2_0 -> true;
            case Q8_1, Q8_K, I8, I16, I32, I64, F64 -> false;
        };
    }
}
