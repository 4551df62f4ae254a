package dev.kennel.quantize.simd;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
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
import dev.kennel.quantize.ImportanceRules;
import dev.kennel.quantize.simd.EncodingInputs.Input;

import static org.assertj.core.api.Assertions.assertThat;

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
                    check(simd, type, input, Optional.empty(), "seed " + seed);
                }
                check(simd, type, input, Optional.of(direct(importance)), "seed " + seed + ", weighted");
            }
        }
    }

    /// The reference takes a logarithm in single precision, which rounds up a little below a power of two.
    @ParameterizedTest
    @EnumSource
    void findsTheExponentOfEveryMagnitudeNearAPowerOfTwo(VectorWidth width) {
        int floatsBelow = 127;
        int blocks = (127 + 149) * (floatsBelow + 1);
        float[] rows = new float[blocks * 32];
        int block = 0;
        for (int exponent = -149; exponent < 127; exponent++) {
            int power = Float.floatToRawIntBits((float) Math.scalb(1.0, exponent));
            for (int i = 0; i <= floatsBelow; i++) {
                rows[32 * block++] = Float.intBitsToFloat(Math.max(0, power - i));
            }
        }
        FloatBuffer values = direct(rows);
        ByteBuffer expected = ByteBuffer.allocateDirect(blocks * GgmlType.MXFP4.blockBytes());
        ByteBuffer made = ByteBuffer.allocateDirect(expected.capacity());

        GGML.encode(GgmlType.MXFP4, values, 32, Optional.empty(), expected);
        new SimdRows(width, GGML::widen).encode(GgmlType.MXFP4, values, 32, Optional.empty(), made);

        assertThat(differingBlocks(GgmlType.MXFP4, expected, made)).isEmpty();
    }

    static Stream<Arguments> typesAndWidths() {
        return Arrays.stream(VectorWidth.values()).flatMap(width -> {
            var simd = new SimdRows(width, GGML::widen);
            return Stream.of(GgmlType.values()).filter(simd::supports).map(type -> Arguments.of(type, width));
        });
    }

    private static void check(
            SimdRows simd, GgmlType type, Input input, Optional<FloatBuffer> importance, String what) {
        FloatBuffer rows = direct(input.rows());
        ByteBuffer expected = ByteBuffer.allocateDirect((int) type.bytes(input.rows().length));
        ByteBuffer made = ByteBuffer.allocateDirect(expected.capacity());
        GGML.prepare(type);

        GGML.encode(type, rows, ROW_LENGTH, importance, expected);
        simd.encode(type, rows, ROW_LENGTH, importance, made);

        assertThat(differingBlocks(type, expected, made))
                .as("blocks of %s that differ, %s, %s", type.ggmlName(), input.name(), what)
                .isEmpty();
    }

    private static List<String> differingBlocks(GgmlType type, ByteBuffer expected, ByteBuffer made) {
        return Stream.iterate(0, at -> at < expected.capacity(), at -> at + type.blockBytes())
                .filter(at -> expected.slice(at, type.blockBytes()).mismatch(made.slice(at, type.blockBytes())) >= 0)
                .map(at -> "%d: %s, expected %s"
                        .formatted(at / type.blockBytes(), hex(made, at, type), hex(expected, at, type)))
                .limit(4)
                .toList();
    }

    private static String hex(ByteBuffer bytes, int at, GgmlType type) {
        byte[] block = new byte[type.blockBytes()];
        bytes.get(at, block);
        return HexFormat.of().formatHex(block);
    }

    private static FloatBuffer direct(float[] values) {
        FloatBuffer buffer = ByteBuffer.allocateDirect(values.length * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        return buffer.put(0, values);
    }
}
