package dev.kennel.quantize.simd;

import dev.kennel.gguf.GgmlType;

/// Types whose kernels run the same loops alike. Each family has its classes, and so its profiles, for itself: C2
/// compiles a loop for what it has seen, and one that has seen points of eight weights and of four keeps the vectors
/// of neither in registers.
enum KernelFamily {
    SCALES,
    POINTS_OF_EIGHT,
    POINTS_OF_FOUR;

    static KernelFamily of(GgmlType type) {
        return switch (type) {
            case IQ1_S, IQ1_M, IQ2_XXS, IQ2_XS, IQ2_S -> POINTS_OF_EIGHT;
            case IQ3_XXS, IQ3_S -> POINTS_OF_FOUR;
            case Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q2_K, Q3_K, Q4_K, Q5_K, Q6_K -> SCALES;
            case IQ4_NL, IQ4_XS, MXFP4, Q1_0, Q2_0, TQ1_0, TQ2_0 -> SCALES;
            case F32, F16, BF16, NVFP4, Q8_1, Q8_K, I8, I16, I32, I64, F64 -> SCALES;
        };
    }
}
