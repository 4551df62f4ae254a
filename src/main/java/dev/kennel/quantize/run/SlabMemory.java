package dev.kennel.quantize.run;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import dev.kennel.quantize.EncodeTask.TensorWork;
import dev.kennel.worker.TaskFailure;

/// The memory that slabs are read into and encoded in: three pieces, outside the heap, used again and again. Each is as
/// large as the largest slab, which is `slabBytes` at most, or one row with all its encodings where that is more.
final class SlabMemory implements AutoCloseable {

    /// One is read while one is widened and encoded and one is hashed and written.
    private static final int SLABS = 3;

    private static final long ALIGNMENT = 64;

    private final Arena arena = Arena.ofShared();
    private final Deque<MemorySegment> free = new ArrayDeque<>();

    private SlabMemory(long bytes) {
        for (int i = 0; i < SLABS; i++) {
            free.add(arena.allocate(bytes, ALIGNMENT));
        }
    }

    /// @throws TaskFailure when a tensor's rows are too long
    static SlabMemory forWork(List<TensorWork> tensors, long slabBytes) throws TaskFailure {
        long largest = 0;
        for (TensorWork tensor : tensors) {
            largest = Math.max(largest, SlabLayout.of(tensor, slabBytes).bytes());
        }
        return new SlabMemory(largest);
    }

    boolean isExhausted() {
        return free.isEmpty();
    }

    MemorySegment take() {
        return free.remove();
    }

    void giveBack(MemorySegment slab) {
        free.add(slab);
    }

    @Override
    public void close() {
        arena.close();
    }
}
