package dev.kennel.quantize.simd.kernel;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.simd.BlockKernel;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;

/// Takes a tile at a time, as many blocks as there are lanes, and lays it out with a block in each lane. The
/// last tile is filled up with zeros.
abstract class LaneKernel implements BlockKernel {

    /// The tile's weights, in lane layout.
    final float[] x;

    private final int blockSize;
    private final int blockBytes;
    private final float[] blocks;
    private final int[] starts = new int[COUNT];
    private ByteBuffer target;
    private int firstByte;
    private int live;

    LaneKernel(GgmlType type) {
        this.blockSize = type.blockSize();
        this.blockBytes = type.blockBytes();
        this.x = new float[blockSize * COUNT];
        this.blocks = new float[blockSize * COUNT];
        for (int lane = 0; lane < COUNT; lane++) {
            starts[lane] = lane * blockSize;
        }
    }

    @Override
    public final void encode(FloatBuffer rows, int rowLength, FloatBuffer importance, ByteBuffer target) {
        this.target = target;
        start(rows, rowLength, importance);
        int from = rows.position();
        int count = rows.remaining() / blockSize;
        for (int first = 0; first < count; first += COUNT) {
            live = Math.min(COUNT, count - first);
            firstByte = first * blockBytes;
            rows.get(from + first * blockSize, blocks, 0, live * blockSize);
            Arrays.fill(blocks, live * blockSize, blocks.length, 0f);
            Transposer.transpose(blocks, starts, x, blockSize);
            encodeTile(first);
        }
    }

    /// Hears of the rows before their first tile.
    void start(FloatBuffer rows, int rowLength, FloatBuffer importance) {}

    /// Encodes [#x].
    ///
    /// @param first the tile's first block, counted over the rows
    abstract void encodeTile(int first);

    /// Writes a number of each lane as a half-precision float.
    ///
    /// @param at byte within the block
    final void putHalves(int at, float[] values) {
        for (int lane = 0; lane < live; lane++) {
            target.putShort(address(lane, at), Float.floatToFloat16(values[lane]));
        }
    }

    /// Writes the low byte of a number of each lane.
    final void putBytes(int at, int[] values, int element) {
        for (int lane = 0; lane < live; lane++) {
            target.put(address(lane, at), (byte) values[element * COUNT + lane]);
        }
    }

    /// Writes the low two bytes of a number of each lane.
    final void putShorts(int at, int[] values) {
        for (int lane = 0; lane < live; lane++) {
            target.putShort(address(lane, at), (short) values[lane]);
        }
    }

    /// Writes words of four bytes.
    final void putWords(int at, int[] words, int count) {
        for (int lane = 0; lane < live; lane++) {
            int address = address(lane, at);
            for (int i = 0; i < count; i++) {
                target.putInt(address + Integer.BYTES * i, words[i * COUNT + lane]);
            }
        }
    }

    private int address(int lane, int at) {
        return firstByte + lane * blockBytes + at;
    }
}
