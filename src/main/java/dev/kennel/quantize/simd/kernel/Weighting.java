package dev.kennel.quantize.simd.kernel;

import java.nio.FloatBuffer;

import jdk.incubator.vector.FloatVector;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.floats;

/// The importance of a tile's weights. Importance weights are one a column, so that each lane has those of
/// its block's place in the row.
final class Weighting {

    private static final int NONE = -1;

    /// In lane layout.
    final float[] importance;

    /// `importance * sqrt(variance + x²)` or x², in lane layout.
    final float[] w;

    private final int blockSize;
    private final int[] starts = new int[COUNT];
    private float[] columns = new float[0];

    /// The column of the first lane's first weight, or none.
    private int loaded;

    Weighting(int blockSize) {
        this.blockSize = blockSize;
        this.importance = new float[blockSize * COUNT];
        this.w = new float[blockSize * COUNT];
    }

    /// @param importance one value a column
    void start(FloatBuffer importance) {
        columns = new float[importance.remaining()];
        importance.get(importance.position(), columns);
        loaded = NONE;
    }

    /// Lays out the importance of a tile, unless it is that of the tile before: where a row's blocks are as many as
    /// there are lanes, or a half, a quarter.
    ///
    /// @param first the tile's first block, counted over rows
    void load(int first) {
        int column = first * blockSize % columns.length;
        if (column == loaded) {
            return;
        }
        for (int lane = 0; lane < COUNT; lane++) {
            starts[lane] = (first + lane) * blockSize % columns.length;
        }
        Transposer.transpose(columns, starts, importance, blockSize);
        loaded = column;
    }

    /// Weighs by importance and by how large a weight is.
    ///
    /// @param variance a number a lane
    void scale(float[] x, float[] variance) {
        FloatVector base = floats(variance, 0);
        for (int i = 0; i < blockSize; i++) {
            FloatVector value = floats(x, i);
            floats(importance, i).mul(base.add(value.mul(value)).sqrt()).intoArray(w, i * COUNT);
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
