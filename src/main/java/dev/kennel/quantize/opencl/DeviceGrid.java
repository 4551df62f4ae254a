package dev.kennel.quantize.opencl;

import java.util.ArrayList;
import java.util.List;

import org.lwjgl.opencl.CL12;

import dev.kennel.quantize.codebook.GridCandidates;

import static dev.kennel.quantize.opencl.OpenClErrors.check;

/// A grid in a device's memory.
///
/// @param ids of the buffers, in the order of the kernels' arguments: lists, candidates, points, homes
record DeviceGrid(List<Long> ids) implements AutoCloseable {

    /// @throws OpenClException when the device has no memory for it
    static DeviceGrid create(long context, GridCandidates grid) {
        var made = new DeviceGrid(new ArrayList<>());
        try {
            made.add(context, grid.lists());
            made.add(context, grid.candidates());
            made.add(context, grid.points());
            made.add(context, grid.homes());
            return made;
        } catch (OpenClException e) {
            made.close();
            throw e;
        }
    }

    private void add(long context, int[] values) {
        int[] error = new int[1];
        long buffer = CL12.clCreateBuffer(context, CL12.CL_MEM_READ_ONLY | CL12.CL_MEM_COPY_HOST_PTR, values, error);
        check("clCreateBuffer", error[0]);
        ids.add(buffer);
    }

    @Override
    public void close() {
        ids.forEach(CL12::clReleaseMemObject);
    }
}
