package dev.kennel.quantize.run;

import java.nio.FloatBuffer;
import java.util.Optional;

/// Rows to be encoded, in direct memory and native byte order.
///
/// @param values row after row, between position and limit
/// @param rowLength weights in a row
/// @param importance one value a column, the same for all rows; none to encode without
record FloatRows(FloatBuffer values, int rowLength, Optional<FloatBuffer> importance) {

    int count() {
        return values.remaining() / rowLength;
    }

    FloatRows slice(int first, int count) {
        FloatBuffer some = values.slice(values.position() + first * rowLength, count * rowLength);
        return new FloatRows(some, rowLength, importance);
    }
}
