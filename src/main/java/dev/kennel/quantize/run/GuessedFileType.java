package dev.kennel.quantize.run;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import dev.kennel.gguf.GgmlType;

/// The `general.file_type` that llama.cpp assumes for a source that has none.
final class GuessedFileType {

    /// `LLAMA_FTYPE_GUESSED`
    private static final int GUESSED = 1024;

    private GuessedFileType() {}

    /// The file type of the type that most tensors have; of several, the one that first had so many.
    ///
    /// @param types of the tensors, in file order
    static int of(List<GgmlType> types) {
        Map<GgmlType, Integer> counts = new EnumMap<>(GgmlType.class);
        GgmlType commonest = GgmlType.F32;
        int most = 0;
        for (GgmlType type : types) {
            int count = counts.merge(type, 1, Integer::sum);
            if (count > most) {
                most = count;
                commonest = type;
            }
        }
        return fileTypeOf(commonest) | GUESSED;
    }

    private static int fileTypeOf(GgmlType type) {
        return switch (type) {
            case F16 -> 1;
            case Q4_0 -> 2;
            case Q4_1 -> 3;
            case Q8_0 -> 7;
            case Q5_0 -> 8;
            case Q5_1 -> 9;
            case Q2_K -> 10;
            case Q3_K -> 12;
            case Q4_K -> 15;
            case Q5_K -> 17;
            case Q6_K -> 18;
            case IQ2_XXS -> 19;
            case IQ2_XS -> 20;
            case IQ3_XXS -> 23;
            case IQ1_S -> 24;
            case IQ4_NL -> 25;
            case IQ3_S -> 26;
            case IQ2_S -> 28;
            case IQ4_XS -> 30;
            case IQ1_M -> 31;
            case BF16 -> 32;
            case TQ1_0 -> 36;
            case TQ2_0 -> 37;
            case NVFP4 -> 39;
            case Q1_0 -> 40;
            case Q2_0 -> 41;
            case F32, MXFP4, Q8_1, Q8_K, I8, I16, I32, I64, F64 -> 0;
        };
    }
}
