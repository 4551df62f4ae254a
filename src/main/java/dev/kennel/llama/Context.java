package dev.kennel.llama;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

/// A sequence that a model reads and continues. For one thread at a time.
public final class Context implements AutoCloseable {

    private final LlamaBindings llama;
    private final Vocabulary vocabulary;
    private final Optional<GraphHook> hook;
    private final List<BufferUse> buffers;
    private MemorySegment handle;

    private Context(
            LlamaBindings llama,
            Vocabulary vocabulary,
            Optional<GraphHook> hook,
            List<BufferUse> buffers,
            MemorySegment handle) {
        this.llama = llama;
        this.vocabulary = vocabulary;
        this.hook = hook;
        this.buffers = buffers;
        this.handle = handle;
    }

    /// @param hook that sees what is computed; closed with the context
    static Context open(
            LlamaBindings llama,
            NativeLog log,
            Model model,
            ContextShape shape,
            int threads,
            Optional<GraphHook> hook) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment params = llama.contextDefaultParams(arena).asSlice(0, Layouts.CONTEXT_PARAMS);
            int length = Math.multiplyExact(shape.sequenceLength(), shape.sequences());
            set(params, "n_ctx", length);
            set(params, "n_seq_max", shape.sequences());
            set(params, "n_batch", shape.batch());
            set(params, "n_ubatch", shape.microBatch());
            set(params, "n_threads", threads);
            set(params, "n_threads_batch", threads);
            params.set(JAVA_BOOLEAN, Layouts.offset(Layouts.CONTEXT_PARAMS, "kv_unified"), shape.unified());
            hook.ifPresent(watching ->
                    params.set(ADDRESS, Layouts.offset(Layouts.CONTEXT_PARAMS, "cb_eval"), watching.callback()));
            var handle = new MemorySegment[1];
            List<LogLine> lines = log.during(() -> handle[0] = llama.contextInit(model.handle(), params));
            if (handle[0].equals(MemorySegment.NULL)) {
                throw new LlamaException(
                        "llama.cpp cannot make a context of " + length + " tokens: " + NativeLog.lastError(lines));
            }
            return new Context(llama, model.vocabulary(), hook, BufferUse.in(lines), handle[0]);
        }
    }

    private static void set(MemorySegment params, String field, int value) {
        params.set(JAVA_INT, Layouts.offset(Layouts.CONTEXT_PARAMS, field), value);
    }

    /// Forgets everything that was read.
    public void clear() {
        llama.memoryClear(llama.memory(handle()), true);
    }

    /// Lets a sequence go on where another is. The context must be unified.
    ///
    /// @param to one that has read nothing
    public void fork(int from, int to) {
        llama.memoryCopy(llama.memory(handle()), from, to, -1, -1);
    }

    /// Adds directions to the output of blocks from now on. What was read before stays steered as it was: [#clear] it.
    ///
    /// @param directions of all blocks but the first, one after another; zeros where a block gets none
    /// @param width numbers of each: the length of the model's embedding
    public void steer(float[] directions, int width) {
        try (Arena arena = Arena.ofConfined()) {
            int blocks = directions.length / width;
            MemorySegment floats = arena.allocateFrom(JAVA_FLOAT, directions);
            if (llama.setControlVector(handle(), floats, directions.length, width, 1, blocks) != 0) {
                throw new LlamaException("llama.cpp refuses directions of %d numbers for %d blocks of this model."
                        .formatted(width, blocks));
            }
        }
    }

    /// Adds nothing any more.
    public void steerNoMore() {
        llama.setControlVector(handle(), MemorySegment.NULL, 0, 0, 0, 0);
    }

    /// Reads on, in each of the batch's sequences.
    public void decode(TokenBatch batch) {
        int status = llama.decode(handle(), batch.handle());
        hook.ifPresent(GraphHook::rethrow);
        requireDecoded(status, batch.size());
    }

    /// Reads on in a context of one sequence and waits until it is done; what it says is not fetched.
    public void read(int... tokens) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment batch = arena.allocate(Layouts.BATCH);
            batch.set(JAVA_INT, Layouts.offset(Layouts.BATCH, "n_tokens"), tokens.length);
            batch.set(ADDRESS, Layouts.offset(Layouts.BATCH, "token"), arena.allocateFrom(JAVA_INT, tokens));
            int status = llama.decode(handle(), batch);
            hook.ifPresent(GraphHook::rethrow);
            requireDecoded(status, tokens.length);
            llama.synchronize(handle());
        }
    }

    /// The memory that was allocated for it.
    public List<BufferUse> buffers() {
        return buffers;
    }

    /// What the last [#decode] says of the token after one that asked for it: a logit a token of the vocabulary,
    /// floats in llama.cpp's own memory. Valid up to the next decode.
    ///
    /// @param index of the token in its batch
    public MemorySegment logits(int index) {
        MemorySegment logits = llama.logits(handle(), index);
        if (logits.equals(MemorySegment.NULL)) {
            throw new LlamaException("llama.cpp has no logits of token " + index + " of the batch.");
        }
        return logits.reinterpret(vocabulary.size() * JAVA_FLOAT.byteSize());
    }

    /// Reads on in a context of one sequence.
    ///
    /// @return the logits after the last token, one a token of the vocabulary
    public float[] decode(int... tokens) {
        read(tokens);
        return logits(-1).toArray(JAVA_FLOAT);
    }

    private static void requireDecoded(int status, int tokens) {
        if (status != 0) {
            throw new LlamaException("llama.cpp could not decode " + tokens + " tokens (status " + status
                    + "); is the context long enough?");
        }
    }

    /// Continues a prompt with the likeliest token each time, up to the end of generation.
    public List<Integer> continueGreedily(int[] prompt, int tokens) {
        List<Integer> answer = new ArrayList<>();
        float[] logits = decode(prompt);
        while (answer.size() < tokens) {
            int next = likeliest(logits);
            if (vocabulary.isEndOfGeneration(next)) {
                break;
            }
            answer.add(next);
            logits = decode(next);
        }
        return answer;
    }

    private static int likeliest(float[] logits) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            if (logits[i] > logits[best]) {
                best = i;
            }
        }
        return best;
    }

    private MemorySegment handle() {
        if (handle.equals(MemorySegment.NULL)) {
            throw new IllegalStateException("The context is closed.");
        }
        return handle;
    }

    @Override
    public void close() {
        if (!handle.equals(MemorySegment.NULL)) {
            llama.contextFree(handle);
            handle = MemorySegment.NULL;
            hook.ifPresent(GraphHook::close);
        }
    }
}
