package dev.kennel.quantize.run;

import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.function.Supplier;

import dev.kennel.quantize.kernels.SourceRows;

/// Rows to be encoded, in direct memory and native byte order.
///
/// @param count of rows
/// @param rowLength weights in a row
/// @param importance one value a column, the same for all rows; none to encode without
/// @param narrow the same rows as the source has them, where they are half as long and a device widens them
/// @param carried the same rows on the device that encodes them, where [TensorEncoder#carry] took them there
/// @param floats row after row, between position and limit; made when they are first asked for
record FloatRows(
        int count,
        int rowLength,
        Optional<FloatBuffer> importance,
        Optional<SourceRows> narrow,
        Optional<RowsOnDevice> carried,
        Supplier<FloatBuffer> floats) {

    FloatRows(FloatBuffer values, int rowLength, Optional<FloatBuffer> importance) {
        this(values.remaining() / rowLength, rowLength, importance, Optional.empty(), () -> values);
    }

    FloatRows(
            int count,
            int rowLength,
            Optional<FloatBuffer> importance,
            Optional<SourceRows> narrow,
            Supplier<FloatBuffer> floats) {
        this(count, rowLength, importance, narrow, Optional.empty(), floats);
    }

    FloatBuffer values() {
        return floats.get();
    }

    FloatRows slice(int first, int count) {
        int from = first * rowLength;
        int length = count * rowLength;
        return new FloatRows(
                count, rowLength, importance, narrow.map(rows -> rows.slice(from, length)), () -> values().slice(
                                values().position() + from, length));
    }

    FloatRows weighted(Optional<FloatBuffer> importance) {
        return new FloatRows(count, rowLength, importance, narrow, carried, floats);
    }

    FloatRows onDevice(RowsOnDevice carried) {
        return new FloatRows(count, rowLength, importance, narrow, Optional.of(carried), floats);
    }
}
