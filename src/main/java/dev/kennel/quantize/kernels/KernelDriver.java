package dev.kennel.quantize.kernels;

import java.nio.ByteBuffer;
import java.util.List;

/// What a driver does for kernels, on one device that is open. Programs, kernels, buffers and queues are known by the
/// driver's own handles; what is made here is released here. Methods throw a [KernelException] where the driver fails.
///
/// Several threads may call at once, each with a queue of its own.
public interface KernelDriver extends AutoCloseable {

    /// Work-items are started in multiples of it.
    int WORK_GROUP = 64;

    /// Compiles a plan's sources.
    ///
    /// @return a program
    /// @throws KernelException with the compiler's words
    long compile(KernelPlan plan);

    void releaseProgram(long program);

    /// A kernel of a program, for one queue.
    long kernel(long program, String name);

    void releaseKernel(long kernel);

    long allocate(long bytes);

    /// A buffer that holds values, which kernels only read.
    long bufferOf(int[] values);

    void releaseBuffer(long buffer);

    /// A queue, whose commands run one after another.
    long queue();

    /// Waits until a queue is empty. Never throws.
    void finish(long queue);

    void releaseQueue(long queue);

    /// Fills a buffer from its start. Whoever wrote may be waited for with [#finish].
    ///
    /// @param from direct, from position to limit; not to be touched before the queue has come this far
    void write(long queue, long buffer, ByteBuffer from);

    /// @param items of work; a few more are started, which the kernel has to let be
    void launch(long queue, long kernel, List<Argument> arguments, int items);

    /// Waits until all that the queue holds is done, then reads a buffer from its start.
    ///
    /// @param into direct, filled from position to limit
    void read(long queue, long buffer, ByteBuffer into);

    @Override
    void close();
}
