package dev.kennel.bench;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.SplittableRandom;

import com.sun.management.ThreadMXBean;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;

import dev.kennel.gguf.GgmlType;
import dev.kennel.llama.Llama;
import dev.kennel.llama.RowEncoder;
import dev.kennel.quantize.simd.SimdRows;
import dev.kennel.quantize.simd.VectorWidth;

/// Both encoders of a type on the rows of a chunk, as a sweep hands them out. A fork warms the vectors up; ggml needs
/// none of it. Then they take turns, an iteration each and ggml the first, so that what else the machine does slows
/// both alike.
@State(Scope.Thread)
public class KernelBenchmark {

    private static final int ROW_LENGTH = 2048;
    private static final int ROWS = 16;
    private static final int WEIGHTS = ROW_LENGTH * ROWS;

    @Param
    public GgmlType type;

    @Param({"false", "true"})
    public boolean weighted;

    private final FloatBuffer rows = floats(WEIGHTS);
    private final FloatBuffer importance = floats(ROW_LENGTH);
    private ByteBuffer target;
    private Optional<FloatBuffer> weights;
    private RowEncoder ggml;
    private SimdRows vectors;
    private boolean vectorsTurn;

    /// What an iteration is measured by: the thread's processor time, so that whoever else computes on the machine
    /// counts for less, and what it allocates.
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Measured {

        private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        private int calls;
        private long nanosBefore;
        private long bytesBefore;

        @Setup(Level.Iteration)
        public void start() {
            calls = 0;
            bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
            nanosBefore = THREADS.getCurrentThreadCpuTime();
        }

        /// Million weights a second.
        public double rate() {
            return 1e3 * WEIGHTS * calls / (THREADS.getCurrentThreadCpuTime() - nanosBefore);
        }

        /// Bytes a call. Vectors are objects until C2 has compiled their kernel.
        public double allocated() {
            return (double) (THREADS.getCurrentThreadAllocatedBytes() - bytesBefore) / calls;
        }
    }

    private static FloatBuffer floats(int count) {
        return ByteBuffer.allocateDirect(count * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    @Setup
    public void prepare() {
        ggml = Llama.configured().rowEncoder();
        ggml.prepare(type);
        vectors = new SimdRows(VectorWidth.preferred().orElseThrow(), ggml::widen);
        target = ByteBuffer.allocateDirect((int) type.bytes(WEIGHTS));
        weights = weighted ? Optional.of(importance) : Optional.empty();
        fill();
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

    @Setup(Level.Iteration)
    public void takeTurns(IterationParams iteration) {
        vectorsTurn = iteration.getType() == IterationType.WARMUP || !vectorsTurn;
    }

    @Benchmark
    public ByteBuffer encode(Measured measured) {
        if (vectorsTurn) {
            vectors.encode(type, rows, ROW_LENGTH, weights, target);
        } else {
            ggml.encode(type, rows, ROW_LENGTH, weights, target);
        }
        measured.calls++;
        return target;
    }
}
