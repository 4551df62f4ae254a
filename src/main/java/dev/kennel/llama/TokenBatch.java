package dev.kennel.llama;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

/// Tokens that [Context#decode] reads together, of one sequence or several. Filled, read and cleared in turns.
public final class TokenBatch implements AutoCloseable {

    private final Arena arena = Arena.ofConfined();
    private final int capacity;
    private final MemorySegment batch;
    private final MemorySegment tokens;
    private final MemorySegment positions;
    private final MemorySegment sequences;
    private final MemorySegment wanted;
    private int size;

    public TokenBatch(int capacity) {
        this.capacity = capacity;
        this.batch = arena.allocate(Layouts.BATCH);
        this.tokens = arena.allocate(JAVA_INT, capacity);
        this.positions = arena.allocate(JAVA_INT, capacity);
        this.sequences = arena.allocate(JAVA_INT, capacity);
        this.wanted = arena.allocate(capacity);
        set("token", tokens);
        set("pos", positions);
        set("n_seq_id", ones());
        set("seq_id", pointers());
        set("logits", wanted);
    }

    private void set(String field, MemorySegment array) {
        batch.set(ADDRESS, Layouts.offset(Layouts.BATCH, field), array);
    }

    /// Each token belongs to one sequence.
    private MemorySegment ones() {
        MemorySegment ones = arena.allocate(JAVA_INT, capacity);
        for (int i = 0; i < capacity; i++) {
            ones.setAtIndex(JAVA_INT, i, 1);
        }
        return ones;
    }

    private MemorySegment pointers() {
        MemorySegment pointers = arena.allocate(ADDRESS, capacity);
        for (int i = 0; i < capacity; i++) {
            pointers.setAtIndex(ADDRESS, i, sequences.asSlice(i * JAVA_INT.byteSize(), JAVA_INT));
        }
        return pointers;
    }

    /// @param position in its sequence, from 0
    /// @param wantLogits whether [Context#logits] will be asked for what follows this token
    /// @return the token's index in the batch
    public int add(int token, int position, int sequence, boolean wantLogits) {
        if (size == capacity) {
            throw new IllegalStateException("The batch is full: it takes " + capacity + " tokens.");
        }
        tokens.setAtIndex(JAVA_INT, size, token);
        positions.setAtIndex(JAVA_INT, size, position);
        sequences.setAtIndex(JAVA_INT, size, sequence);
        wanted.set(JAVA_BYTE, size, (byte) (wantLogits ? 1 : 0));
        return size++;
    }

    public int size() {
        return size;
    }

    public void clear() {
        size = 0;
    }

    MemorySegment handle() {
        batch.set(JAVA_INT, Layouts.offset(Layouts.BATCH, "n_tokens"), size);
        return batch;
    }

    @Override
    public void close() {
        arena.close();
    }
}
