package dev.kennel.quantize.run;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

import dev.kennel.gguf.GgmlType;

/// A number that is not quantized, and its place. ggml says only that there is one.
///
/// @param element counted from 0, in the order of the rows
record NonFinite(long element, double number) {

    /// @param numbers of a type, between position and limit
    /// @return none where all are finite, or the type is no float: what is encoded has none that could be named
    static Optional<NonFinite> firstOf(GgmlType type, ByteBuffer numbers) {
        if (type.blockSize() > 1) {
            return Optional.empty();
        }
        ByteBuffer ordered = numbers.slice().order(ByteOrder.nativeOrder());
        int count = ordered.remaining() / type.blockBytes();
        for (int i = 0; i < count; i++) {
            double number = number(type, ordered, i * type.blockBytes());
            if (!Double.isFinite(number)) {
                return Optional.of(new NonFinite(i, number));
            }
        }
        return Optional.empty();
    }

    private static double number(GgmlType type, ByteBuffer numbers, int at) {
        return switch (type) {
            case F64 -> numbers.getDouble(at);
            case F32 -> numbers.getFloat(at);
            case F16 -> Float.float16ToFloat(numbers.getShort(at));
            case BF16 -> Float.intBitsToFloat(numbers.getShort(at) << Short.SIZE);
            case I8, I16, I32, I64 -> 0;
            case Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q8_1, Q2_K, Q3_K, Q4_K, Q5_K, Q6_K, Q8_K, Q1_0, Q2_0, MXFP4, NVFP4 ->
                throw new IllegalArgumentException(type.ggmlName() + " has blocks");
            case IQ1_S, IQ1_M, IQ2_XXS, IQ2_XS, IQ2_S, IQ3_XXS, IQ3_S, IQ4_NL, IQ4_XS, TQ1_0, TQ2_0 ->
                throw new IllegalArgumentException(type.ggmlName() + " has blocks");
        };
    }

    /// @param before elements that lie before the numbers it was found in
    NonFinite after(long before) {
        return new NonFinite(before + element, number);
    }

    /// "NaN as its element 50".
    String inWords() {
        return "%s as its element %d".formatted(Double.isNaN(number) ? "NaN" : infinity(), element);
    }

    private String infinity() {
        return number < 0 ? "-infinity" : "infinity";
    }
}
