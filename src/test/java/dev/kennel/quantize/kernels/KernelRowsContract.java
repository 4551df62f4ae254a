package dev.kennel.quantize.kernels;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennel.gguf.GgmlType;
import dev.kennel.llama.PackagedLlama;
import dev.kennel.llama.RowEncoder;
import dev.kennel.quantize.AgainstGgml;
import dev.kennel.quantize.EncodingInputs;
import dev.kennel.quantize.EncodingInputs.Input;
import dev.kennel.quantize.ImportanceRules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What holds of [KernelRows] on every device.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class KernelRowsContract {

    /// Neither the rows nor their blocks come out even with the work-groups.
    private static final int ROWS = 3;

    private static final int ROW_LENGTH = 7 * 256;

    private static final RowEncoder GGML = PackagedLlama.get().rowEncoder();

    private KernelRows device;

    /// Skips the test that calls it where there is none.
    protected abstract KernelDevice require();

    @BeforeAll
    void openDevice() {
        device = new KernelRows(require(), GGML::widen);
    }

    @AfterAll
    void closeDevice() {
        if (device != null) {
            device.close();
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void givesTheBytesOfGgml(GgmlType type) {
        boolean onGrid = KernelPlan.of(type, true).onGrid();
        int seeds = onGrid ? 1 : 3;
        for (long seed = 1; seed <= seeds; seed++) {
            float[] importance = EncodingInputs.importance(ROW_LENGTH, seed);
            for (Input input : EncodingInputs.of(ROWS * ROW_LENGTH, seed)) {
                if (onGrid && !input.hasFiniteSquares()) {
                    continue;
                }
                if (!ImportanceRules.abortsWithout(type)) {
                    check(type, input, Optional.empty(), "seed " + seed);
                }
                check(type, input, Optional.of(importance), "seed " + seed + ", weighted");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"Q4_0", "Q4_K"})
    void cutsWhatIsMoreThanTheDeviceTakesAtOnce(GgmlType type) {
        int count = (KernelRows.MOST_WEIGHTS / ROW_LENGTH + ROWS) * ROW_LENGTH;
        Input input = EncodingInputs.of(count, 4).getFirst();
        float[] importance = EncodingInputs.importance(ROW_LENGTH, 4);

        check(type, input, Optional.of(importance), "weighted");
    }

    @Test
    void findsTheExponentOfEveryMagnitudeNearAPowerOfTwo() {
        Input powers = EncodingInputs.nearPowersOfTwo(32);

        AgainstGgml.check(floats(device), GgmlType.MXFP4, powers, 32, Optional.empty(), "plain");
    }

    /// Every finite value there is of the source's type; for grids those whose errors stay finite.
    @ParameterizedTest
    @CsvSource({"F16, Q8_0", "F16, Q6_K", "BF16, Q8_0", "BF16, Q4_0", "BF16, IQ3_XXS"})
    void widensWhatHasTwoBytesAWeight(GgmlType source, GgmlType type) {
        ByteBuffer narrow = everyFiniteValue(source, type);
        float[] floats = new float[narrow.remaining() / 2];
        FloatBuffer widened = ByteBuffer.allocateDirect(floats.length * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        GGML.widen(source, narrow, widened);
        widened.get(0, floats);

        AgainstGgml.check(
                (_, _, rowLength, weights, target) ->
                        device.encode(type, new SourceRows(source, narrow), rowLength, weights, target),
                type,
                new Input("every " + source.ggmlName(), floats),
                256,
                Optional.empty(),
                "widened on the device");
    }

    private static ByteBuffer everyFiniteValue(GgmlType source, GgmlType type) {
        int exponent = source == GgmlType.F16 ? 0x7c00 : 0x7f80;
        int most = KernelPlan.of(type, true).onGrid() ? 0x4680 : 0xffff;
        short[] values = new short[1 << 16];
        int count = 0;
        for (int bits = 0; bits <= 0xffff; bits++) {
            if ((bits & exponent) != exponent && (bits & 0x7fff) <= most) {
                values[count++] = (short) bits;
            }
        }
        int rest = count / 256 * 256;
        ByteBuffer narrow = ByteBuffer.allocateDirect(2 * rest).order(ByteOrder.nativeOrder());
        narrow.asShortBuffer().put(0, values, 0, rest);
        return narrow;
    }

    /// What lies in the rows' place afterwards is not looked at.
    @ParameterizedTest
    @EnumSource(names = {"F32", "BF16"})
    void rowsThatWereCarriedServeSeveralTypes(GgmlType source) {
        ByteBuffer original = row(source, 1);
        ByteBuffer carried = row(source, 1);
        List<GgmlType> types = List.of(GgmlType.Q8_0, GgmlType.Q4_K, GgmlType.Q8_0, GgmlType.IQ4_XS);

        device.carry(new SourceRows(source, carried), ROW_LENGTH, rows -> {
            for (GgmlType type : types) {
                ByteBuffer made = direct(type.bytes(ROW_LENGTH));
                rows.encode(type, Optional.empty(), made);
                carried.put(0, row(source, -1), 0, carried.capacity());

                assertThat(made).isEqualTo(encoded(type, source, original));
            }
        });
    }

    @Test
    void moreRowsThanTheDeviceTakesAtOnceAreNotCarried() {
        ByteBuffer rows = direct(2L * (KernelRows.MOST_WEIGHTS + ROW_LENGTH));

        assertThatThrownBy(() -> device.carry(new SourceRows(GgmlType.BF16, rows), ROW_LENGTH, _ -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than the 2097152 that are carried at a time");
    }

    private ByteBuffer encoded(GgmlType type, GgmlType source, ByteBuffer rows) {
        ByteBuffer target = direct(type.bytes(ROW_LENGTH));
        device.encode(type, new SourceRows(source, rows), ROW_LENGTH, Optional.empty(), target);
        return target;
    }

    /// A row whose weights grow.
    private static ByteBuffer row(GgmlType source, float step) {
        ByteBuffer row = direct(source.bytes(ROW_LENGTH));
        for (int i = 0; i < ROW_LENGTH; i++) {
            int bits = Float.floatToRawIntBits(i * step);
            if (source == GgmlType.F32) {
                row.putInt(4 * i, bits);
            } else {
                row.putShort(2 * i, (short) (bits >>> 16));
            }
        }
        return row;
    }

    private static ByteBuffer direct(long bytes) {
        return ByteBuffer.allocateDirect(Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
    }

    @Test
    void whatIsClosedSaysSoAndDoesNotWait() {
        var closed = new KernelRows(require(), GGML::widen);
        closed.close();
        closed.close();
        Input input = EncodingInputs.of(ROW_LENGTH, 5).getFirst();

        assertThatThrownBy(() ->
                        AgainstGgml.check(floats(closed), GgmlType.Q8_0, input, ROW_LENGTH, Optional.empty(), "closed"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is closed");
        assertThatThrownBy(() -> closed.prepare(GgmlType.Q8_0)).isInstanceOf(IllegalStateException.class);
    }

    static Stream<GgmlType> types() {
        return Arrays.stream(GgmlType.values()).filter(KernelPlan::exists);
    }

    private void check(GgmlType type, Input input, Optional<float[]> importance, String what) {
        AgainstGgml.check(floats(device), type, input, ROW_LENGTH, importance, what);
    }

    private static AgainstGgml.Encoding floats(KernelRows device) {
        return (type, rows, rowLength, weights, target) ->
                device.encode(type, SourceRows.of(rows), rowLength, weights, target);
    }
}
