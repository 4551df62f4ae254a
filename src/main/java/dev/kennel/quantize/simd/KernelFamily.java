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
            default -> SCALES;
        };
    }
}
