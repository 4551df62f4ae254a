package dev.kennel.quantize.cuda;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.List;

import org.lwjgl.PointerBuffer;
import org.lwjgl.cuda.CU;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;

import dev.kennel.quantize.kernels.Argument;
import dev.kennel.quantize.kernels.KernelDriver;
import dev.kennel.quantize.kernels.KernelException;
import dev.kennel.quantize.kernels.KernelPlan;

import static dev.kennel.quantize.cuda.CudaErrors.check;

/// A GPU's primary context, which this process may use elsewhere too.
final class CudaDriver implements KernelDriver {

    private final int device;
    private final int capability;
    private final CudaCompiler compiler;
    private final long context;

    /// @param capability as in [CudaCompiler]
    /// @throws KernelException when the GPU cannot be used
    CudaDriver(int device, int capability, CudaCompiler compiler) {
        this.device = device;
        this.capability = capability;
        this.compiler = compiler;
        try (MemoryStack stack = MemoryStack.stackPush()) {
            PointerBuffer retained = stack.mallocPointer(1);
            check("cuDevicePrimaryCtxRetain", CU.cuDevicePrimaryCtxRetain(retained, device));
            this.context = retained.get(0);
        }
    }

    /// For the calling thread, of which the driver's functions take it.
    private void enter() {
        check("cuCtxSetCurrent", CU.cuCtxSetCurrent(context));
    }

    @Override
    public long compile(KernelPlan plan) {
        byte[] image = compiler.compile(CudaSource.of(plan), capability);
        enter();
        ByteBuffer direct = MemoryUtil.memAlloc(image.length).put(0, image);
        try (MemoryStack stack = MemoryStack.stackPush()) {
            PointerBuffer module = stack.mallocPointer(1);
            check("cuModuleLoadData", CU.cuModuleLoadData(module, direct));
            return module.get(0);
        } finally {
            MemoryUtil.memFree(direct);
        }
    }

    @Override
    public void releaseProgram(long program) {
        CU.cuCtxSetCurrent(context);
        CU.cuModuleUnload(program);
    }

    @Override
    public long kernel(long program, String name) {
        enter();
        try (MemoryStack stack = MemoryStack.stackPush()) {
            PointerBuffer function = stack.mallocPointer(1);
            check("cuModuleGetFunction", CU.cuModuleGetFunction(function, program, name));
            return function.get(0);
        }
    }

    /// Goes with its program.
    @Override
    public void releaseKernel(long kernel) {}

    @Override
    public long allocate(long bytes) {
        enter();
        try (MemoryStack stack = MemoryStack.stackPush()) {
            PointerBuffer address = stack.mallocPointer(1);
            check("cuMemAlloc", CU.cuMemAlloc(address, bytes));
            return address.get(0);
        }
    }

    @Override
    public long bufferOf(int[] values) {
        long buffer = allocate((long) values.length * Integer.BYTES);
        ByteBuffer direct = MemoryUtil.memAlloc(values.length * Integer.BYTES);
        try {
            direct.asIntBuffer().put(0, values);
            check("cuMemcpyHtoD", CU.cuMemcpyHtoD(buffer, direct));
            return buffer;
        } catch (KernelException e) {
            releaseBuffer(buffer);
            throw e;
        } finally {
            MemoryUtil.memFree(direct);
        }
    }

    @Override
    public void releaseBuffer(long buffer) {
        CU.cuCtxSetCurrent(context);
        CU.cuMemFree(buffer);
    }

    /// Not one that waits for the default stream, which other code of this process may use.
    @Override
    public long queue() {
        enter();
        try (MemoryStack stack = MemoryStack.stackPush()) {
            PointerBuffer stream = stack.mallocPointer(1);
            check("cuStreamCreate", CU.cuStreamCreate(stream, CU.CU_STREAM_NON_BLOCKING));
            return stream.get(0);
        }
    }

    @Override
    public void finish(long queue) {
        CU.cuCtxSetCurrent(context);
        CU.cuStreamSynchronize(queue);
    }

    @Override
    public void releaseQueue(long queue) {
        CU.cuCtxSetCurrent(context);
        CU.cuStreamDestroy(queue);
    }

    @Override
    public void write(long queue, long buffer, ByteBuffer from) {
        enter();
        check("cuMemcpyHtoDAsync", CU.cuMemcpyHtoDAsync(buffer, from, queue));
    }

    @Override
    public void launch(long queue, long kernel, List<Argument> arguments, int items) {
        enter();
        try (MemoryStack stack = MemoryStack.stackPush()) {
            int groups = Math.ceilDiv(items, WORK_GROUP);
            check(
                    "cuLaunchKernel",
                    CU.cuLaunchKernel(
                            kernel, groups, 1, 1, WORK_GROUP, 1, 1, 0, queue, pointers(arguments, stack), null));
        }
    }

    /// To the arguments, eight bytes apart. Of a number the lower four come first and are read.
    private static PointerBuffer pointers(List<Argument> arguments, MemoryStack stack) {
        LongBuffer values = stack.mallocLong(arguments.size());
        PointerBuffer pointers = stack.mallocPointer(arguments.size());
        for (int i = 0; i < arguments.size(); i++) {
            values.put(
                    i,
                    switch (arguments.get(i)) {
                        case Argument.Buffer(long id) -> id;
                        case Argument.Number(int value) -> value;
                    });
            pointers.put(i, MemoryUtil.memAddress(values, i));
        }
        return pointers;
    }

    @Override
    public void read(long queue, long buffer, ByteBuffer into) {
        enter();
        check("cuMemcpyDtoHAsync", CU.cuMemcpyDtoHAsync(into, buffer, queue));
        check("cuStreamSynchronize", CU.cuStreamSynchronize(queue));
    }

    @Override
    public void close() {
        CU.cuDevicePrimaryCtxRelease(device);
    }
}
