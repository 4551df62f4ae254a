package dev.kennel.quantize.kernels;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.lwjgl.system.MemoryUtil;

import dev.kennel.quantize.kernels.Argument.Buffer;
import dev.kennel.quantize.kernels.Argument.Number;

/// A queue of a device, with kernels and buffers of its own: rows go up, passes run over them, blocks come back. While
/// one lane computes another can carry. One thread at a time.
final class Lane implements AutoCloseable {

    private final KernelDriver driver;
    private final long queue;
    private final Map<Program, List<Long>> kernels = new HashMap<>();
    private Optional<Buffers> buffers = Optional.empty();

    Lane(KernelDriver driver) {
        this.driver = driver;
        this.queue = driver.queue();
    }

    /// Rows go up; they stay until others do.
    ///
    /// @param widening what makes floats of them, unless they are
    /// @param room for how many weights buffers are made, at least
    /// @throws KernelException when the device fails; it does not touch the rows any more
    void carryUp(SourceRows rows, Optional<Program> widening, int rowLength, int room) {
        orFinish(() -> {
            Buffers memory = memory(Math.max(rows.count(), room), rowLength);
            driver.write(queue, widening.isEmpty() ? memory.rows() : memory.blocks(), rows.bytes());
            widening.ifPresent(program -> widen(program, memory, rows.count()));
        });
    }

    private void widen(Program widening, Buffers memory, int count) {
        long kernel = kernels.computeIfAbsent(widening, Program::kernels).getFirst();
        driver.launch(
                queue,
                kernel,
                List.of(new Buffer(memory.blocks()), new Buffer(memory.rows()), new Number(count)),
                count);
    }

    /// Encodes the rows that went up and waits for their blocks.
    ///
    /// @param count of weights
    /// @throws KernelException when the device fails; it touches neither those rows nor the target any more
    void encode(Program program, int count, int rowLength, Optional<FloatBuffer> importance, ByteBuffer target) {
        orFinish(() -> {
            Buffers memory = buffers.orElseThrow();
            if (importance.isPresent()) {
                driver.write(queue, memory.importance(), MemoryUtil.memByteBuffer(importance.get()));
            }
            List<Long> compiled = kernels.computeIfAbsent(program, Program::kernels);
            for (int i = 0; i < compiled.size(); i++) {
                int items = program.passes().get(i).items(count, rowLength);
                driver.launch(queue, compiled.get(i), arguments(memory, rowLength, items, program.grid()), items);
            }
            driver.read(queue, memory.blocks(), target);
        });
    }

    private void orFinish(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            driver.finish(queue);
            throw e;
        }
    }

    private Buffers memory(int weights, int rowLength) {
        if (buffers.isEmpty() || !buffers.get().hold(weights, rowLength)) {
            buffers.ifPresent(Buffers::close);
            buffers = Optional.empty();
            buffers = Optional.of(Buffers.create(driver, weights, rowLength));
        }
        return buffers.get();
    }

    /// As `PASS` in `arithmetic.cl` has them, or `GRID_PASS` in `grid.cl`.
    private static List<Argument> arguments(Buffers memory, int rowLength, int items, Optional<DeviceGrid> grid) {
        List<Argument> arguments = new ArrayList<>();
        arguments.add(new Buffer(memory.rows()));
        arguments.add(new Buffer(memory.importance()));
        arguments.add(new Number(rowLength));
        arguments.add(new Number(items));
        memory.scratchAndBlocks().forEach(buffer -> arguments.add(new Buffer(buffer)));
        grid.map(DeviceGrid::ids).orElse(List.of()).forEach(buffer -> arguments.add(new Buffer(buffer)));
        return arguments;
    }

    @Override
    public void close() {
        driver.finish(queue);
        kernels.values().forEach(list -> list.forEach(driver::releaseKernel));
        buffers.ifPresent(Buffers::close);
        driver.releaseQueue(queue);
    }
}
