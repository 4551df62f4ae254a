package dev.kennel.quantize.kernels;

import java.util.ArrayList;
import java.util.List;

/// The memory on a device that passes work in: under 8 bytes a weight, and 4 a column.
///
/// @param weights how many there is room for
/// @param rowLength how many importance weights there is room for
/// @param ids of all buffers, in the order of the kernels' arguments: rows, importance, notes, levels, blocks
record Buffers(KernelDriver driver, int weights, int rowLength, List<Long> ids) implements AutoCloseable {

    /// Groups have 16 weights or more, and notes of four floats.
    private static final int NOTE_BYTES_A_WEIGHT = 4 * Float.BYTES / 16;

    /// Of the encodings that there are Q8_0 has most. Rows of two bytes a weight go up into the blocks' place.
    private static final int MOST_BLOCK_BYTES_A_WEIGHT = 2;

    /// @throws KernelException when the device has no memory for them
    static Buffers create(KernelDriver driver, int weights, int rowLength) {
        var buffers = new Buffers(driver, weights, rowLength, new ArrayList<>());
        try {
            buffers.add((long) weights * Float.BYTES);
            buffers.add((long) rowLength * Float.BYTES);
            buffers.add((long) weights * NOTE_BYTES_A_WEIGHT);
            buffers.add(weights);
            buffers.add((long) weights * MOST_BLOCK_BYTES_A_WEIGHT);
            return buffers;
        } catch (KernelException e) {
            buffers.close();
            throw e;
        }
    }

    private void add(long bytes) {
        ids.add(driver.allocate(bytes));
    }

    boolean hold(int weights, int rowLength) {
        return weights <= this.weights && rowLength <= this.rowLength;
    }

    long rows() {
        return ids.get(0);
    }

    long importance() {
        return ids.get(1);
    }

    long blocks() {
        return ids.get(4);
    }

    List<Long> scratchAndBlocks() {
        return ids.subList(2, 5);
    }

    @Override
    public void close() {
        ids.forEach(driver::releaseBuffer);
    }
}
