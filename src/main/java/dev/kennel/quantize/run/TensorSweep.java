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

import dev.kennel.llama.RowEncoder;
import dev.kennel.quantize.EncodeTask.TensorWork;
import dev.kennel.worker.TaskFailure;

/// One source tensor on its way into all of its types, slab after slab.
final class TensorSweep implements AutoCloseable {

    private final TensorWork tensor;
    private final SlabLayout layout;
    private final TensorReader reader;
    private final RowEncoder rows;
    private final Arena arena;
    private final Optional<FloatBuffer> importance;
    private final List<UnitInProgress> units;
    private final InOrder hashing = new InOrder();
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

    /// Reads the next rows.
    SlabRows readInto(MemorySegment memory) throws IOException, TaskFailure {
        long rowBytes = tensor.type().bytes(rowLength());
        long count = Math.min(layout.rowsPerSlab(), reader.remaining() / rowBytes);
        ByteBuffer source = part(memory, 0, count * rowBytes);
        reader.read(source);
        var slab = new SlabRows(
                this, nextRow, count, source, floats(memory, source, count), encodings(memory, source, count));
        nextRow += count;
        return slab;
    }

    private SlabFloats floats(MemorySegment memory, ByteBuffer source, long count) {
        boolean copied = units.stream().allMatch(unit -> unit.encoder().isEmpty());
        long bytes = copied ? 0 : count * rowLength() * Float.BYTES;
        FloatBuffer floats = part(memory, layout.floatOffset(), bytes).asFloatBuffer();
        return new SlabFloats(tensor.type(), source, floats, rows);
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

    /// Of the source's rows, slab after slab.
    InOrder hashing() {
        return hashing;
    }

    /// @throws TaskFailure when it is the last slab and the tensor's bytes are not those that were imported
    void hash(SlabRows slab) throws TaskFailure {
        reader.hash(slab.source());
        if (slab.isLast()) {
            reader.checkDigest();
        }
    }

    /// @param first row within the slab
    /// @throws TaskFailure when a number is not
    void requireFinite(SlabRows slab, int first, int count) throws TaskFailure {
        reader.requireFinite(slab.source(first, count), slab.source(), slab.firstRow() * rowLength());
    }

    /// From now on the units' files are somebody else's.
    void handOver() {
        units.forEach(UnitInProgress::handOver);
    }

    @Override
    public void close() throws IOException {
        for (UnitInProgress unit : units) {
            unit.close();
        }
        arena.close();
    }
}
