package dev.kennel.quantize.run;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.EncodingDifference;

/// Adds up how two encodings of a tensor differ.
final class DifferenceTally {

    private final int blockBytes;
    private long bytes;
    private long differingBytes;
    private long differingBlocks;
    private long weights;
    private long notFinite;
    private double givenSquares;
    private double madeSquares;
    private double squares;
    private double largest;

    DifferenceTally(GgmlType type) {
        this.blockBytes = type.blockBytes();
    }

    /// Whole blocks, from position to limit.
    void addBytes(ByteBuffer given, ByteBuffer made) {
        for (int block = 0; block < given.limit(); block += blockBytes) {
            int differing = 0;
            for (int i = block; i < block + blockBytes; i++) {
                differing += given.get(i) == made.get(i) ? 0 : 1;
            }
            differingBytes += differing;
            differingBlocks += differing == 0 ? 0 : 1;
        }
        bytes += given.limit();
    }

    void addWeights(FloatBuffer source, FloatBuffer given, FloatBuffer made) {
        for (int i = 0; i < source.limit(); i++) {
            add(source.get(i), given.get(i), made.get(i));
        }
    }

    private void add(float source, float given, float made) {
        if (!Float.isFinite(given) || !Float.isFinite(made)) {
            notFinite++;
            return;
        }
        weights++;
        givenSquares += square((double) given - source);
        madeSquares += square((double) made - source);
        double difference = (double) given - made;
        squares += square(difference);
        largest = Math.max(largest, Math.abs(difference));
    }

    private static double square(double value) {
        return value * value;
    }

    EncodingDifference difference() {
        return new EncodingDifference(
                bytes,
                differingBytes,
                bytes / blockBytes,
                differingBlocks,
                notFinite,
                rootOfMean(givenSquares),
                rootOfMean(madeSquares),
                rootOfMean(squares),
                largest);
    }

    private double rootOfMean(double sum) {
        return weights == 0 ? 0 : Math.sqrt(sum / weights);
    }
}
