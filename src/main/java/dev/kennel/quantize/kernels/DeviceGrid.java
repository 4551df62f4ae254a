package dev.kennel.quantize.kernels;

import java.util.ArrayList;
import java.util.List;

import dev.kennel.quantize.codebook.GridCandidates;

/// A grid in a device's memory.
///
/// @param ids of the buffers, in the order of the kernels' arguments: lists, candidates, points, homes
record DeviceGrid(KernelDriver driver, List<Long> ids) implements AutoCloseable {

    /// @throws KernelException when the device has no memory for it
    static DeviceGrid create(KernelDriver driver, GridCandidates grid) {
        var made = new DeviceGrid(driver, new ArrayList<>());
        try {
            made.add(grid.lists());
            made.add(grid.candidates());
            made.add(grid.points());
            made.add(grid.homes());
            return made;
        } catch (KernelException e) {
            made.close();
            throw e;
        }
    }

    private void add(int[] values) {
        ids.add(driver.bufferOf(values));
    }

    @Override
    public void close() {
        ids.forEach(driver::releaseBuffer);
    }
}
