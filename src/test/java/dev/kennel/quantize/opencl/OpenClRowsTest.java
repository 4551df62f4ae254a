package dev.kennel.quantize.opencl;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennel.gguf.GgmlType;
import dev.kennel.llama.PackagedLlama;
import dev.kennel.llama.RowEncoder;
import dev.kennel.quantize.AgainstGgml;
import dev.kennel.quantize.EncodingInputs;
import dev.kennel.quantize.EncodingInputs.Input;
import dev.kennel.quantize.ImportanceRules;

class OpenClRowsTest {

    /// Neither the rows nor their blocks come out even with the work-groups.
    private static final int ROWS = 3;

    private static final int ROW_LENGTH = 7 * 256;

    private static final RowEncoder GGML = PackagedLlama.get().rowEncoder();

    private static OpenClRows opencl;

    @BeforeAll
    static void openDevice() {
        opencl = new OpenClRows(AnyOpenCl.require(), GGML::widen);
    }

    @AfterAll
    static void closeDevice() {
        if (opencl != null) {
            opencl.close();
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
        int count = (OpenClRows.MOST_WEIGHTS / ROW_LENGTH + ROWS) * ROW_LENGTH;
        Input input = EncodingInputs.of(count, 4).getFirst();
        float[] importance = EncodingInputs.importance(ROW_LENGTH, 4);

        check(type, input, Optional.of(importance), "weighted");
    }

    @Test
    void findsTheExponentOfEveryMagnitudeNearAPowerOfTwo() {
        Input powers = EncodingInputs.nearPowersOfTwo(32);

        AgainstGgml.check(opencl::encode, GgmlType.MXFP4, powers, 32, Optional.empty(), "plain");
    }

    static Stream<GgmlType> types() {
        return Arrays.stream(GgmlType.values()).filter(KernelPlan::exists);
    }

    private static void check(GgmlType type, Input input, Optional<float[]> importance, String what) {
        AgainstGgml.check(opencl::encode, type, input, ROW_LENGTH, importance, what);
    }
}
