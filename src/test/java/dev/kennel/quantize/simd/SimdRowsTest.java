package dev.kennel.quantize.simd;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennel.gguf.GgmlType;
import dev.kennel.llama.PackagedLlama;
import dev.kennel.llama.RowEncoder;
import dev.kennel.quantize.AgainstGgml;
import dev.kennel.quantize.EncodingInputs;
import dev.kennel.quantize.EncodingInputs.Input;
import dev.kennel.quantize.ImportanceRules;

class SimdRowsTest {

    private static final RowEncoder GGML = PackagedLlama.get().rowEncoder();

    private static final Set<GgmlType> GRIDS = EnumSet.of(
            GgmlType.IQ1_S,
            GgmlType.IQ1_M,
            GgmlType.IQ2_XXS,
            GgmlType.IQ2_XS,
            GgmlType.IQ2_S,
            GgmlType.IQ3_XXS,
            GgmlType.IQ3_S);

    /// Neither the rows nor their blocks come out even with the lanes.
    private static final int ROWS = 3;

    private static final int ROW_LENGTH = 7 * 256;

    @ParameterizedTest
    @MethodSource("typesAndWidths")
    void givesTheBytesOfGgml(GgmlType type, VectorWidth width) {
        var simd = new SimdRows(width, GGML::widen);
        int seeds = GRIDS.contains(type) ? 1 : 3;
        for (long seed = 1; seed <= seeds; seed++) {
            float[] importance = EncodingInputs.importance(ROW_LENGTH, seed);
            for (Input input : EncodingInputs.of(ROWS * ROW_LENGTH, seed)) {
                if (GRIDS.contains(type) && !input.hasFiniteSquares()) {
                    continue;
                }
                if (!ImportanceRules.abortsWithout(type)) {
                    AgainstGgml.check(simd::encode, type, input, ROW_LENGTH, Optional.empty(), "seed " + seed);
                }
                AgainstGgml.check(
                        simd::encode, type, input, ROW_LENGTH, Optional.of(importance), "seed " + seed + ", weighted");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void findsTheExponentOfEveryMagnitudeNearAPowerOfTwo(VectorWidth width) {
        var simd = new SimdRows(width, GGML::widen);
        Input powers = EncodingInputs.nearPowersOfTwo(32);

        AgainstGgml.check(simd::encode, GgmlType.MXFP4, powers, 32, Optional.empty(), "width " + width);
    }

    static Stream<Arguments> typesAndWidths() {
        return Arrays.stream(VectorWidth.values()).flatMap(width -> {
            var simd = new SimdRows(width, GGML::widen);
            return Stream.of(GgmlType.values()).filter(simd::supports).map(type -> Arguments.of(type, width));
        });
    }
}
