package dev.kennel.quantize.simd;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.kennel.gguf.GgmlType;
import dev.kennel.llama.PackagedLlama;
import dev.kennel.llama.RowEncoder;
import dev.kennel.quantize.EncodingInputs;
import dev.kennel.quantize.ImportanceRules;

import static org.assertj.core.api.Assertions.assertThat;

/// A kernel whose vectors C2 does not keep in registers makes an object of each, and is slower than ggml.
class KernelAllocationTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final RowEncoder GGML = PackagedLlama.get().rowEncoder();
    private static final int ROW_LENGTH = 2048;
    private static final int ROWS = 16;

    /// A search with a vector in an object at each step takes 18 MB and more.
    private static final long BYTES_FOR_A_CALL = 3 << 20;

    /// The compiler works beside the kernels and may take a while on a busy machine.
    private static final int MOST_CALLS = 3_000;

    /// What C2 makes of a method depends on when it comes to it: new classes are compiled anew.
    private static final int ATTEMPTS = 3;

    @ParameterizedTest
    @EnumSource
    void allocatesNextToNothingOnceItIsWarm(KernelFamily family) {
        List<String> allocating = allocating(family);
        for (int attempt = 1; attempt < ATTEMPTS && !allocating.isEmpty(); attempt++) {
            allocating = allocating(family);
        }

        assertThat(allocating).isEmpty();
    }

    /// Kernels of a family's types, one after another by the same classes as in a sweep, that go on to allocate.
    private static List<String> allocating(KernelFamily family) {
        var simd = new SimdRows(VectorWidth.preferred().orElseThrow(), GGML::widen);
        FloatBuffer rows =
                direct(EncodingInputs.of(ROWS * ROW_LENGTH, 1).getFirst().rows());
        List<String> allocating = new ArrayList<>();
        Arrays.stream(GgmlType.values())
                .filter(type -> simd.supports(type) && KernelFamily.of(type) == family)
                .forEach(type -> weights(type, rows).forEach(weights -> {
                    long bytes = leastAllocated(simd, type, rows, weights);
                    if (bytes > BYTES_FOR_A_CALL) {
                        allocating.add("%s%s: %d bytes a call"
                                .formatted(type.ggmlName(), weights.isPresent() ? ", weighted" : "", bytes));
                    }
                }));
        return allocating;
    }

    private static List<Optional<FloatBuffer>> weights(GgmlType type, FloatBuffer rows) {
        Optional<FloatBuffer> some = Optional.of(rows.slice(0, ROW_LENGTH));
        return ImportanceRules.abortsWithout(type) ? List.of(some) : List.of(some, Optional.empty());
    }

    /// Of the calls until one takes little.
    private static long leastAllocated(SimdRows simd, GgmlType type, FloatBuffer rows, Optional<FloatBuffer> weights) {
        ByteBuffer target = ByteBuffer.allocateDirect((int) type.bytes(ROWS * ROW_LENGTH));
        long least = Long.MAX_VALUE;
        for (int call = 0; call < MOST_CALLS && least > BYTES_FOR_A_CALL; call++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            simd.encode(type, rows, ROW_LENGTH, weights, target);
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    private static FloatBuffer direct(float[] values) {
        return ByteBuffer.allocateDirect(values.length * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer()
                .put(0, values);
    }
}
