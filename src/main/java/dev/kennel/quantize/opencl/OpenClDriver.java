package dev.kennel.quantize.opencl;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.List;

import org.lwjgl.PointerBuffer;
import org.lwjgl.opencl.CL12;
import org.lwjgl.system.MemoryStack;

import dev.kennel.quantize.kernels.Argument;
import dev.kennel.quantize.kernels.KernelDriver;
import dev.kennel.quantize.kernels.KernelException;
import dev.kennel.quantize.kernels.KernelPlan;
import dev.kennel.quantize.kernels.KernelSource;

import static dev.kennel.quantize.opencl.OpenClErrors.check;

/// A context of an OpenCL device.
final class OpenClDriver implements KernelDriver {

    /// Division and roots as IEEE 754 has them; contraction is forbidden by the source.
    private static final String OPTIONS = "-cl-std=CL1.2 -cl-fp32-correctly-rounded-divide-sqrt";

    private final long device;
    private final long context;

    /// @throws KernelException when the device cannot be used
    OpenClDriver(long platform, long device) {
        this.device = device;
        try (MemoryStack stack = MemoryStack.stackPush()) {
            IntBuffer error = stack.mallocInt(1);
            PointerBuffer properties = stack.pointers(CL12.CL_CONTEXT_PLATFORM, platform, 0);
            this.context = CL12.clCreateContext(properties, stack.pointers(device), null, 0, error);
            check("clCreateContext", error);
        }
    }

    @Override
    public long compile(KernelPlan plan) {
        long program = create(KernelSource.of(plan));
        int result = CL12.clBuildProgram(program, device, OPTIONS, null, 0);
        if (result != CL12.CL_SUCCESS) {
            String log =
                    Info.ofBuild(program, device, CL12.CL_PROGRAM_BUILD_LOG).text();
            releaseProgram(program);
            throw new KernelException("%s cannot be compiled: %s".formatted(plan.sources(), log));
        }
        return program;
    }

    private long create(String source) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            IntBuffer error = stack.mallocInt(1);
            long program = CL12.clCreateProgramWithSource(context, source, error);
            check("clCreateProgramWithSource", error);
            return program;
        }
    }

    @Override
    public void releaseProgram(long program) {
        CL12.clReleaseProgram(program);
    }

    @Override
    public long kernel(long program, String name) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            IntBuffer error = stack.mallocInt(1);
            long kernel = CL12.clCreateKernel(program, name, error);
            check("clCreateKernel", error);
            return kernel;
        }
    }

    @Override
    public void releaseKernel(long kernel) {
        CL12.clReleaseKernel(kernel);
    }

    @Override
    public long allocate(long bytes) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            IntBuffer error = stack.mallocInt(1);
            long buffer = CL12.clCreateBuffer(context, CL12.CL_MEM_READ_WRITE, bytes, error);
            check("clCreateBuffer", error);
            return buffer;
        }
    }

    @Override
    public long bufferOf(int[] values) {
        int[] error = new int[1];
        long buffer = CL12.clCreateBuffer(context, CL12.CL_MEM_READ_ONLY | CL12.CL_MEM_COPY_HOST_PTR, values, error);
        check("clCreateBuffer", error[0]);
        return buffer;
    }

    @Override
    public void releaseBuffer(long buffer) {
        CL12.clReleaseMemObject(buffer);
    }

    @Override
    public long queue() {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            IntBuffer error = stack.mallocInt(1);
            long queue = CL12.clCreateCommandQueue(context, device, 0, error);
            check("clCreateCommandQueue", error);
            return queue;
        }
    }

    @Override
    public void finish(long queue) {
        CL12.clFinish(queue);
    }

    @Override
    public void releaseQueue(long queue) {
        CL12.clReleaseCommandQueue(queue);
    }

    @Override
    public void write(long queue, long buffer, ByteBuffer from) {
        check("clEnqueueWriteBuffer", CL12.clEnqueueWriteBuffer(queue, buffer, false, 0, from, null, null));
    }

    @Override
    public void launch(long queue, long kernel, List<Argument> arguments, int items) {
        for (int i = 0; i < arguments.size(); i++) {
            check("clSetKernelArg", set(kernel, i, arguments.get(i)));
        }
        try (MemoryStack stack = MemoryStack.stackPush()) {
            PointerBuffer size = stack.pointers((long) Math.ceilDiv(items, WORK_GROUP) * WORK_GROUP);
            check(
                    "clEnqueueNDRangeKernel",
                    CL12.clEnqueueNDRangeKernel(queue, kernel, 1, null, size, stack.pointers(WORK_GROUP), null, null));
        }
    }

    private static int set(long kernel, int place, Argument argument) {
        return switch (argument) {
            case Argument.Buffer(long id) -> CL12.clSetKernelArg1p(kernel, place, id);
            case Argument.Number(int value) -> CL12.clSetKernelArg1i(kernel, place, value);
        };
    }

    @Override
    public void read(long queue, long buffer, ByteBuffer into) {
        check("clEnqueueReadBuffer", CL12.clEnqueueReadBuffer(queue, buffer, true, 0, into, null, null));
    }

    @Override
    public void close() {
        CL12.clReleaseContext(context);
    }
}
