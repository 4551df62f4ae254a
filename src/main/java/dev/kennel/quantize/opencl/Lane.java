package dev.kennel.quantize.opencl;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.lwjgl.PointerBuffer;
import org.lwjgl.opencl.CL12;
import org.lwjgl.system.MemoryStack;

import static dev.kennel.quantize.opencl.OpenClErrors.check;

/// A queue of a device, with kernels and buffers of its own: rows go up, passes run over them, blocks come back. While
/// one lane computes another can carry. One thread at a time.
final class Lane implements AutoCloseable {

    /// Work-items are started in multiples of it.
    private static final long WORK_GROUP = 64;

    private final long context;
    private final long queue;
    private final Map<Program, List<Long>> kernels = new HashMap<>();
    private Optional<Buffers> buffers = Optional.empty();

    Lane(long context, OpenClDevice device) {
        this.context = context;
        try (MemoryStack stack = MemoryStack.stackPush()) {
            IntBuffer error = stack.mallocInt(1);
            this.queue = CL12.clCreateCommandQueue(context, device.id(), 0, error);
            check("clCreateCommandQueue", error);
        }
    }

    /// Rows go up; they stay until others do.
    ///
    /// @param widening what makes floats of them, unless they are
    /// @param room for how many weights buffers are made, at least
    /// @throws OpenClException when the device fails; it does not touch the rows any more
    void carryUp(SourceRows rows, Optional<Program> widening, int rowLength, int room) {
        orFinish(() -> {
            Buffers memory = memory(Math.max(rows.count(), room), rowLength);
            long target = widening.isEmpty() ? memory.rows() : memory.blocks();
            check("clEnqueueWriteBuffer", CL12.clEnqueueWriteBuffer(queue, target, false, 0, rows.bytes(), null, null));
            widening.ifPresent(program -> widen(program, memory, rows.count()));
        });
    }

    private void widen(Program widening, Buffers memory, int count) {
        long kernel = kernels.computeIfAbsent(widening, Program::kernels).getFirst();
        check("clSetKernelArg", CL12.clSetKernelArg1p(kernel, 0, memory.blocks()));
        check("clSetKernelArg", CL12.clSetKernelArg1p(kernel, 1, memory.rows()));
        check("clSetKernelArg", CL12.clSetKernelArg1i(kernel, 2, count));
        enqueue(kernel, count);
    }

    /// Encodes the rows that went up and waits for their blocks.
    ///
    /// @param count of weights
    /// @throws OpenClException when the device fails; it touches neither those rows nor the target any more
    void encode(Program program, int count, int rowLength, Optional<FloatBuffer> importance, ByteBuffer target) {
        orFinish(() -> {
            Buffers memory = buffers.orElseThrow();
            if (importance.isPresent()) {
                check(
                        "clEnqueueWriteBuffer",
                        CL12.clEnqueueWriteBuffer(queue, memory.importance(), false, 0, importance.get(), null, null));
            }
            List<Long> compiled = kernels.computeIfAbsent(program, Program::kernels);
            for (int i = 0; i < compiled.size(); i++) {
                int items = program.passes().get(i).items(count, rowLength);
                setArguments(compiled.get(i), memory, rowLength, items, program.grid());
                enqueue(compiled.get(i), items);
            }
            check("clEnqueueReadBuffer", CL12.clEnqueueReadBuffer(queue, memory.blocks(), true, 0, target, null, null));
        });
    }

    private void orFinish(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            CL12.clFinish(queue);
            throw e;
        }
    }

    private Buffers memory(int weights, int rowLength) {
        if (buffers.isEmpty() || !buffers.get().hold(weights, rowLength)) {
            buffers.ifPresent(Buffers::close);
            buffers = Optional.empty();
            buffers = Optional.of(Buffers.create(context, weights, rowLength));
        }
        return buffers.get();
    }

    private void enqueue(long kernel, int items) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            PointerBuffer size = stack.pointers(Math.ceilDiv(items, WORK_GROUP) * WORK_GROUP);
            check(
                    "clEnqueueNDRangeKernel",
                    CL12.clEnqueueNDRangeKernel(queue, kernel, 1, null, size, stack.pointers(WORK_GROUP), null, null));
        }
    }

    /// As `PASS` in `arithmetic.cl` has them, or `GRID_PASS` in `grid.cl`.
    private static void setArguments(long kernel, Buffers memory, int rowLength, int items, Optional<DeviceGrid> grid) {
        check("clSetKernelArg", CL12.clSetKernelArg1p(kernel, 0, memory.rows()));
        check("clSetKernelArg", CL12.clSetKernelArg1p(kernel, 1, memory.importance()));
        check("clSetKernelArg", CL12.clSetKernelArg1i(kernel, 2, rowLength));
        check("clSetKernelArg", CL12.clSetKernelArg1i(kernel, 3, items));
        int argument = 4;
        for (long buffer : memory.scratchAndBlocks()) {
            check("clSetKernelArg", CL12.clSetKernelArg1p(kernel, argument++, buffer));
        }
        for (long buffer : grid.map(DeviceGrid::ids).orElse(List.of())) {
            check("clSetKernelArg", CL12.clSetKernelArg1p(kernel, argument++, buffer));
        }
    }

    @Override
    public void close() {
        CL12.clFinish(queue);
        kernels.values().forEach(list -> list.forEach(CL12::clReleaseKernel));
        buffers.ifPresent(Buffers::close);
        CL12.clReleaseCommandQueue(queue);
    }
}
