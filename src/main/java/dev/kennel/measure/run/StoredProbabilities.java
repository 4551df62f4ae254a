package dev.kennel.measure.run;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// A row of a [LogitsFile]: the log-probability of token `i` is `scale · value(i) + min`, and whatever lies more than
/// 16 below the likeliest is stored as if it lay there.
///
/// @param bytes scale and min as floats, then a uint16 a token of the vocabulary
record StoredProbabilities(MemorySegment bytes, int vocabulary) {

    /// Where the values begin.
    static final int VALUES = 2 * Float.BYTES;

    /// How far below the likeliest token a log-probability can be.
    static final float DEPTH = 16;

    static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    float scale() {
        return bytes.get(FLOAT, 0);
    }

    float min() {
        return bytes.get(FLOAT, Float.BYTES);
    }

    float logProbability(int token) {
        int value = Short.toUnsignedInt(bytes.get(SHORT, VALUES + (long) Short.BYTES * token));
        return scale() * value + min();
    }
}
