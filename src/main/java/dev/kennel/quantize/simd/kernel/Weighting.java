package dev.kennel.quantize.simd.kernel;

import java.nio.FloatBuffer;

import jdk.incubator.vector.FloatVector;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.floats;

/// The importance of a tile's weights. Importance weights are one a column, so that each lane has those of
/// its block's place in the row.
final class Weighting {

    /// `importance * sqrt(variance + x²)`, in lane layout, once [#scale] was called; plain importance before.
    final float[] w;

    private final int blockSize;
    private final int[] starts = new int[COUNT];
    private float[] columns = new float[0];

    Weighting(int blockSize) {
        this.blockSize = blockSize;
        this.w = new float[blockSize * COUNT];
    }

    /// @param importance one value a column
    void start(FloatBuffer importance) {
        columns = new float[importance.remaining()];
        importance.get(importance.position(), columns);
    }

    /// Lays out the importance of a tile.
    ///
    /// @param first the tile's first block, counted over rows
    void load(int first) {
        for (int lane = 0; lane < COUNT; lane++) {
            starts[lane] = (first + lane) * blockSize % columns.length;
        }
        Transposer.transpose(columns, starts, w, blockSize);
    }

    /// @param variance a number a lane
    void scale(float[] x, float[] variance) {
        FloatVector base = floats(variance, 0);
        for (int i = 0; i < blockSize; i++) {
            FloatVector value = floats(x, i);
            floats(w, i).mul(base.add(value.mul(value)).sqrt()).intoArray(w, i * COUNT);
        }
    }

    /// Weighs each weight by its square instead.
    void takeSquares(float[] x) {
        for (int i = 0; i < blockSize; i++) {
            FloatVector value = floats(x, i);
            value.mul(value).intoArray(w, i * COUNT);
        }
    }
}
