package dev.kennel.measure.run;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.SortedMap;
import java.util.TreeMap;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

import dev.kennel.gguf.ImatrixWriter.Sums;
import dev.kennel.llama.LlamaException;
import dev.kennel.llama.ProductObserver;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

/// Adds up the squares of what goes into a model's weights, as llama-imatrix does: of every routed product, and of the
/// others in the blocks when at least 16 tokens are read at once.
final class ImatrixCollector implements ProductObserver {

    private static final int LEAST_TOKENS = 16;
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

    private final SortedMap<String, Sums> entries = new TreeMap<>();
    private String weight;
    private boolean routed;
    private int rowLength;
    private int matrices;
    private long rows;
    private Sums current;

    @Override
    public boolean wants(String weight, boolean routed, long tokens) {
        return routed || (tokens >= LEAST_TOKENS && weight.startsWith("blk."));
    }

    @Override
    public void begin(String weight, boolean routed, int rowLength, int matrices) {
        this.weight = weight;
        this.routed = routed;
        this.rowLength = rowLength;
        this.matrices = matrices;
        this.rows = 0;
        this.current = entries.computeIfAbsent(
                weight,
                _ -> new Sums(new float[Math.multiplyExact(rowLength, matrices)], new long[routed ? matrices : 1]));
        if (current.sums().length != rowLength * matrices) {
            throw new LlamaException(weight + " is multiplied with rows of different lengths.");
        }
    }

    @Override
    public void row(int matrix, MemorySegment values, long offset) {
        addSquares(current.sums(), matrix * rowLength, values, offset);
        rows++;
        if (routed) {
            current.counts()[matrix]++;
        }
    }

    private void addSquares(float[] sums, int from, MemorySegment values, long offset) {
        int i = 0;
        for (; i < FLOATS.loopBound(rowLength); i += FLOATS.length()) {
            FloatVector x = FloatVector.fromMemorySegment(
                    FLOATS, values, offset + (long) Float.BYTES * i, ByteOrder.nativeOrder());
            FloatVector.fromArray(FLOATS, sums, from + i).add(x.mul(x)).intoArray(sums, from + i);
        }
        for (; i < rowLength; i++) {
            float x = values.get(JAVA_FLOAT, offset + (long) Float.BYTES * i);
            sums[from + i] += x * x;
        }
    }

    @Override
    public void end() {
        if (!routed) {
            current.counts()[0] += rows / matrices;
        }
        for (float sum : current.sums()) {
            if (!Float.isFinite(sum)) {
                throw new LlamaException("What goes into " + weight + " is not finite: the model is damaged.");
            }
        }
    }

    SortedMap<String, Sums> entries() {
        return entries;
    }
}
