package dev.kennel.quantize.run;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.kennel.gguf.GgmlType;
import dev.kennel.llama.RowEncoder;
import dev.kennel.quantize.EncodeTask.TensorWork;
import dev.kennel.quantize.UnitStaged;
import dev.kennel.worker.TaskFailure;

/// One source tensor on its way into all of its types: slabs of rows are read in order and come back, encoded, in the
/// same order.
final class TensorSweep implements AutoCloseable {

    private final TensorWork tensor;
    private final SlabLayout layout;
    private final TensorReader reader;
    private final RowEncoder rows;
    private final Arena arena;
    private final Optional<FloatBuffer> importance;
    private final List<UnitInProgress> units;
    private long nextRow;

    /// @param arena of the importance weights; closed with the sweep
    /// @param importance of all experts, one after another; needed when a unit is weighted
    TensorSweep(
            TensorWork tensor,
            SlabLayout layout,
            TensorReader reader,
            RowEncoder rows,
            Arena arena,
            Optional<FloatBuffer> importance,
            List<UnitInProgress> units) {
        this.tensor = tensor;
        this.layout = layout;
        this.reader = reader;
        this.rows = rows;
        this.arena = arena;
        this.importance = importance;
        this.units = List.copyOf(units);
    }

    TensorWork tensor() {
        return tensor;
    }

    Optional<FloatBuffer> importance() {
        return importance;
    }

    List<UnitInProgress> units() {
        return units;
    }

    boolean hasMoreRows() {
        return reader.remaining() > 0;
    }

    /// Reads the next rows and widens them to floats if any unit is going to need that.
    SlabRows readInto(MemorySegment memory) throws IOException, TaskFailure {
        long rowBytes = tensor.type().bytes(rowLength());
        long count = Math.min(layout.rowsPerSlab(), reader.remaining() / rowBytes);
        ByteBuffer source = part(memory, 0, count * rowBytes);
        reader.read(source);
        SlabFloats floats = floats(memory, source, count);
        if (!units.stream().allMatch(unit -> unit.takes(tensor.type()))) {
            floats.get();
        }
        var slab = new SlabRows(this, nextRow, count, source, floats, encodings(memory, source, count));
        nextRow += count;
        return slab;
    }

    private SlabFloats floats(MemorySegment memory, ByteBuffer source, long count) {
        if (units.stream().allMatch(unit -> unit.encoder().isEmpty())) {
            return new SlabFloats(FloatBuffer.allocate(0), () -> {});
        }
        FloatBuffer floats = part(memory, layout.floatOffset(), count * rowLength() * Float.BYTES)
                .asFloatBuffer();
        return new SlabFloats(floats, () -> {
            if (tensor.type() != GgmlType.F32) {
                rows.widen(tensor.type(), source, floats);
            }
        });
    }

    private List<ByteBuffer> encodings(MemorySegment memory, ByteBuffer source, long count) {
        List<ByteBuffer> encodings = new ArrayList<>();
        for (int i = 0; i < units.size(); i++) {
            UnitInProgress unit = units.get(i);
            long bytes = unit.type().bytes(count * rowLength());
            boolean copied = unit.encoder().isEmpty();
            encodings.add(copied ? source : part(memory, layout.unitOffsets().get(i), bytes));
        }
        return encodings;
    }

    private static ByteBuffer part(MemorySegment memory, long offset, long bytes) {
        return memory.asSlice(offset, bytes).asByteBuffer().order(ByteOrder.nativeOrder());
    }

    long rowLength() {
        return tensor.shape().getFirst();
    }

    /// Rows that share their importance weights.
    long rowsPerExpert() {
        return tensor.shape().size() > 1 ? tensor.shape().get(1) : 1;
    }

    /// Takes a slab's encodings into the units' files, in the order of the rows.
    void append(SlabRows slab) throws IOException {
        for (int i = 0; i < units.size(); i++) {
            units.get(i).file().append(slab.encodings().get(i));
        }
    }

    /// Checks the source's digest and makes the units durable.
    List<UnitStaged> finish() throws IOException, TaskFailure {
        reader.checkDigest();
        List<UnitStaged> staged = new ArrayList<>();
        for (UnitInProgress unit : units) {
            staged.add(unit.finish());
        }
        return staged;
    }

    @Override
    public void close() throws IOException {
        for (UnitInProgress unit : units) {
            unit.close();
        }
        arena.close();
    }
}
