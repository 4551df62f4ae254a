package dev.kennel.bench;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

import com.sun.management.ThreadMXBean;

import dev.kennel.bench.EncodeBench.BenchedKernel;
import dev.kennel.gguf.GgmlType;
import dev.kennel.llama.RowEncoder;
import dev.kennel.quantize.simd.SimdRows;

/// Times both encoders of a type on the rows of a chunk, as a sweep hands them out.
final class BenchedKernels {

    private static final int ROW_LENGTH = 2048;
    private static final int ROWS = 16;
    private static final int WEIGHTS = ROW_LENGTH * ROWS;
    private static final int ROUNDS = 9;

    private static final Duration LEAST_WARM_UP = Duration.ofSeconds(2);
    private static final Duration MOST_WARM_UP = Duration.ofSeconds(30);

    /// What a call allocates before C2 has compiled the kernel is far more.
    private static final long BYTES_OF_WARM_CALL = 3 << 20;

    private static final Duration ROUND = Duration.ofMillis(60);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final RowEncoder ggml;
    private final SimdRows simd;
    private final GgmlType type;
    private final FloatBuffer rows = floats(WEIGHTS);
    private final FloatBuffer importance = floats(ROW_LENGTH);
    private final ByteBuffer target;

    BenchedKernels(RowEncoder ggml, SimdRows simd, GgmlType type) {
        this.ggml = ggml;
        this.simd = simd;
        this.type = type;
        this.target = ByteBuffer.allocateDirect((int) type.bytes(WEIGHTS));
        ggml.prepare(type);
        fill();
    }

    private static FloatBuffer floats(int count) {
        return ByteBuffer.allocateDirect(count * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private void fill() {
        var random = new SplittableRandom(1);
        for (int i = 0; i < WEIGHTS; i++) {
            rows.put(i, (float) (random.nextGaussian() * 0.02));
        }
        for (int i = 0; i < ROW_LENGTH; i++) {
            double value = random.nextDouble();
            importance.put(i, (float) (value * value * 4));
        }
    }

    GgmlType type() {
        return type;
    }

    BenchedKernel measure(boolean weighted) {
        Optional<FloatBuffer> weights = weighted ? Optional.of(importance) : Optional.empty();
        Runnable reference = () -> ggml.encode(type, rows, ROW_LENGTH, weights, target);
        Runnable vectors = () -> simd.encode(type, rows, ROW_LENGTH, weights, target);
        warmUp(vectors);
        List<Double> references = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            references.add(rate(reference));
            rates.add(rate(vectors));
        }
        return new BenchedKernel(type, weighted, Median.of(references), Median.of(rates));
    }

    /// Until C2 has compiled the kernel, which may take long on a busy machine.
    private static void warmUp(Runnable encoder) {
        long start = System.nanoTime();
        long allocated;
        long nanos;
        do {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            encoder.run();
            allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            nanos = System.nanoTime() - start;
        } while (nanos < LEAST_WARM_UP.toNanos() || allocated > BYTES_OF_WARM_CALL && nanos < MOST_WARM_UP.toNanos());
        settle(encoder);
    }

    private static void settle(Runnable encoder) {
        long end = System.nanoTime() + LEAST_WARM_UP.toNanos();
        while (System.nanoTime() < end) {
            encoder.run();
        }
    }

    /// Million weights a second of the thread's time.
    private static double rate(Runnable encoder) {
        long start = THREADS.getCurrentThreadCpuTime();
        int calls = 0;
        long nanos = 0;
        while (nanos < ROUND.toNanos()) {
            encoder.run();
            calls++;
            nanos = THREADS.getCurrentThreadCpuTime() - start;
        }
        return 1e3 * WEIGHTS * calls / nanos;
    }
}
