package dev.kennel.quantize.simd;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennel.gguf.GgmlType;
import dev.kennel.llama.PackagedLlama;
import dev.kennel.quantize.EncodingInputs;
import dev.kennel.quantize.ImportanceRules;

import static org.assertj.core.api.Assertions.assertThat;

/// A kernel whose vectors C2 does not keep in registers makes an object of each, and is slower than ggml.
class KernelAllocationTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROW_LENGTH = 2048;
    private static final int ROWS = 16;

    /// A search with a vector in an object at each step takes 18 MB and more.
    private static final long BYTES_FOR_A_CALL = 3 << 20;

    /// The compiler works beside the kernels and may take a while on a busy machine.
    private static final int MOST_CALLS = 5_000;

    private static final SimdRows SIMD = new SimdRows(
            VectorWidth.preferred().orElseThrow(), PackagedLlama.get().rowEncoder()::widen);

    @ParameterizedTest
    @MethodSource
    void allocatesNextToNothingOnceItIsWarm(GgmlType type) {
        FloatBuffer rows =
                direct(EncodingInputs.of(ROWS * ROW_LENGTH, 1).getFirst().rows());
        ByteBuffer target = ByteBuffer.allocateDirect((int) type.bytes(ROWS * ROW_LENGTH));
        List<Optional<FloatBuffer>> importance = new ArrayList<>(List.of(Optional.of(rows.slice(0, ROW_LENGTH))));
        if (!ImportanceRules.abortsWithout(type)) {
            importance.add(Optional.empty());
        }
        for (Optional<FloatBuffer> weights : importance) {
            long allocated = Long.MAX_VALUE;
            for (int call = 0; call < MOST_CALLS && allocated > BYTES_FOR_A_CALL; call++) {
                long before = THREADS.getCurrentThreadAllocatedBytes();
                SIMD.encode(type, rows, ROW_LENGTH, weights, target);
                allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            }
            assertThat(allocated).as("bytes allocated by a call").isLessThanOrEqualTo(BYTES_FOR_A_CALL);
        }
    }

    static Stream<GgmlType> allocatesNextToNothingOnceItIsWarm() {
        return Stream.of(GgmlType.values()).filter(SIMD::supports);
    }

    private static FloatBuffer direct(float[] values) {
        return ByteBuffer.allocateDirect(values.length * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer()
                .put(0, values);
    }
}
