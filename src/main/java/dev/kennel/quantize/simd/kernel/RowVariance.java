package dev.kennel.quantize.simd.kernel;

import java.nio.FloatBuffer;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;

/// The mean square of each row, which the types of 32 weights take into their weighting. Each row is added up
/// from its start to its end; four rows at a time keep the adder busy.
final class RowVariance {

    private int rowBlocks;
    private float[] variances = new float[0];

    void start(FloatBuffer rows, int rowLength, int blockSize) {
        int count = rows.remaining() / rowLength;
        rowBlocks = rowLength / blockSize;
        if (variances.length < count) {
            variances = new float[count];
        }
        int row = 0;
        for (; row + 4 <= count; row += 4) {
            fourRows(rows, rowLength, row);
        }
        for (; row < count; row++) {
            oneRow(rows, rowLength, row);
        }
    }

    private void fourRows(FloatBuffer rows, int rowLength, int row) {
        int from = rows.position() + row * rowLength;
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        for (int i = from; i < from + rowLength; i++) {
            a += square(rows.get(i));
            b += square(rows.get(i + rowLength));
            c += square(rows.get(i + 2 * rowLength));
            d += square(rows.get(i + 3 * rowLength));
        }
        variances[row] = a / rowLength;
        variances[row + 1] = b / rowLength;
        variances[row + 2] = c / rowLength;
        variances[row + 3] = d / rowLength;
    }

    private void oneRow(FloatBuffer rows, int rowLength, int row) {
        int from = rows.position() + row * rowLength;
        float sum = 0;
        for (int i = from; i < from + rowLength; i++) {
            sum += square(rows.get(i));
        }
        variances[row] = sum / rowLength;
    }

    private static float square(float value) {
        return value * value;
    }

    /// The variance of each lane's row; lanes beyond the last row get that of any.
    ///
    /// @param first the tile's first block, counted over rows
    void load(int first, float[] lanes) {
        for (int lane = 0; lane < COUNT; lane++) {
            lanes[lane] = variances[Math.min((first + lane) / rowBlocks, variances.length - 1)];
        }
    }
}
