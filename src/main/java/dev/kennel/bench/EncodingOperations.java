package dev.kennel.bench;

import dev.kennel.gguf.GgmlType;

/// What the reference's algorithms do on a weight.
final class EncodingOperations {

    /// Of a trial of a scale and a minimum, on a weight, as below.
    private static final int AFFINE = 20;

    /// Of a trial of a scale.
    private static final int SYMMETRIC = 14;

    /// Of moving single levels of Q3_K, five times at most.
    private static final int REFINING = 5 * 30;

    /// Of a trial of a scale for points of a grid.
    private static final int POINTS = 55;

    /// Of an encoder that tries nothing.
    private static final int ROUNDING = 8;

    private EncodingOperations() {}

    /// Additions, multiplications, comparisons and choices on a weight, rounded: trials times what one does. For the
    /// IQ1 types the pairs of bounds of a group, divided by its length. Lists of candidates count as if each had
    /// the mean length, refinements as if none ended early.
    ///
    /// @param weighted whether with importance weights, which choose another search for most types
    static int perWeight(GgmlType type, boolean weighted) {
        return weighted ? withWeights(type) : withoutWeights(type);
    }

    private static int withWeights(GgmlType type) {
        return switch (type) {
            case Q2_K, Q4_K, Q5_K, Q4_1, Q5_1 -> 38 * AFFINE;
            case Q3_K, Q6_K, Q4_0, Q5_0 -> 19 * SYMMETRIC;
            case IQ4_NL, IQ4_XS -> 16 * 15;
            case IQ2_XXS -> 13 * POINTS;
            case IQ2_XS, IQ2_S, IQ3_S -> 19 * POINTS;
            case IQ3_XXS -> 31 * POINTS;
            case IQ1_S -> 561 * 22 / 32 + 400;
            case IQ1_M -> 153 * 38 / 16 + 400;
            case Q8_0, MXFP4, Q1_0, Q2_0, TQ1_0, TQ2_0 -> ROUNDING;
            case F32, F16, BF16, NVFP4, Q8_1, Q8_K, I8, I16, I32, I64, F64 -> 1;
        };
    }

    private static int withoutWeights(GgmlType type) {
        return switch (type) {
            case Q2_K, Q5_K -> 17 * AFFINE;
            case Q4_K -> 22 * AFFINE;
            case Q3_K -> SYMMETRIC + REFINING;
            case Q4_0, Q4_1, Q5_0, Q5_1 -> ROUNDING;
            case Q6_K, Q8_0, IQ4_NL, IQ4_XS, MXFP4, Q1_0, Q2_0, TQ1_0, TQ2_0 -> withWeights(type);
            case IQ1_S, IQ1_M, IQ2_XXS, IQ2_XS, IQ2_S, IQ3_XXS, IQ3_S -> withWeights(type);
            case F32, F16, BF16, NVFP4, Q8_1, Q8_K, I8, I16, I32, I64, F64 -> withWeights(type);
        };
    }
}
