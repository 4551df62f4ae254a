package dev.kennel.quantize.run;

import dev.kennel.gguf.GgmlType;
import dev.kennel.recipe.FileType;

/// The tensor types that llama.cpp v0.5.0 starts from, by file type.
final class BaseTypes {

    private BaseTypes() {}

    /// `llama_ftype_get_default_type`
    static GgmlType of(FileType base) {
        return switch (base) {
            case Q1_0 -> GgmlType.Q1_0;
            case Q2_0 -> GgmlType.Q2_0;
            case Q4_0 -> GgmlType.Q4_0;
            case Q4_1 -> GgmlType.Q4_1;
            case MXFP4_MOE -> GgmlType.MXFP4;
            case Q5_0 -> GgmlType.Q5_0;
            case Q5_1 -> GgmlType.Q5_1;
            case IQ2_XXS -> GgmlType.IQ2_XXS;
            case IQ2_XS, IQ2_S -> GgmlType.IQ2_XS;
            case IQ2_M -> GgmlType.IQ2_S;
            case IQ1_S -> GgmlType.IQ1_S;
            case IQ1_M -> GgmlType.IQ1_M;
            case TQ1_0 -> GgmlType.TQ1_0;
            case TQ2_0 -> GgmlType.TQ2_0;
            case Q2_K, Q2_K_S -> GgmlType.Q2_K;
            case IQ3_XXS -> GgmlType.IQ3_XXS;
            case IQ3_XS, IQ3_S, IQ3_M -> GgmlType.IQ3_S;
            case Q3_K_S, Q3_K_M, Q3_K_L -> GgmlType.Q3_K;
            case IQ4_NL -> GgmlType.IQ4_NL;
            case IQ4_XS -> GgmlType.IQ4_XS;
            case Q4_K_S, Q4_K_M -> GgmlType.Q4_K;
            case Q5_K_S, Q5_K_M -> GgmlType.Q5_K;
            case Q6_K -> GgmlType.Q6_K;
            case Q8_0 -> GgmlType.Q8_0;
            case F16 -> GgmlType.F16;
            case BF16 -> GgmlType.BF16;
            case F32, COPY -> GgmlType.F32;
        };
    }

    /// What `output.weight` gets when its rows divide.
    static GgmlType ofOutput(FileType base) {
        return switch (base) {
            case IQ1_S, IQ1_M, IQ2_XXS, IQ2_XS, IQ2_S, IQ2_M, IQ3_XXS -> GgmlType.Q5_K;
            case Q8_0, MXFP4_MOE -> GgmlType.Q8_0;
            case Q1_0, Q2_0, Q4_0, Q4_1, Q5_0, Q5_1, TQ1_0, TQ2_0, Q2_K, Q2_K_S -> GgmlType.Q6_K;
            case IQ3_XS, IQ3_S, IQ3_M, Q3_K_S, Q3_K_M, Q3_K_L, IQ4_NL, IQ4_XS -> GgmlType.Q6_K;
            case Q4_K_S, Q4_K_M, Q5_K_S, Q5_K_M, Q6_K -> GgmlType.Q6_K;
            case F16, BF16, F32, COPY -> of(base);
        };
    }
}
