package dev.kennel.llama;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

/// A sequence that a model reads and continues. For one thread at a time.
public final class Context implements AutoCloseable {

    private final LlamaBindings llama;
    private final Vocabulary vocabulary;
    private MemorySegment handle;

    private Context(LlamaBindings llama, Vocabulary vocabulary, MemorySegment handle) {
        this.llama = llama;
        this.vocabulary = vocabulary;
        this.handle = handle;
    }

    static Context open(LlamaBindings llama, NativeLog log, Model model, int length, int threads) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment params = llama.contextDefaultParams(arena).asSlice(0, Layouts.CONTEXT_PARAMS);
            for (String field : List.of("n_ctx", "n_batch")) {
                params.set(JAVA_INT, Layouts.offset(Layouts.CONTEXT_PARAMS, field), length);
            }
            for (String field : List.of("n_threads", "n_threads_batch")) {
                params.set(JAVA_INT, Layouts.offset(Layouts.CONTEXT_PARAMS, field), threads);
            }
            var handle = new MemorySegment[1];
            List<LogLine> lines = log.during(() -> handle[0] = llama.contextInit(model.handle(), params));
            if (handle[0].equals(MemorySegment.NULL)) {
                throw new LlamaException(
                        "llama.cpp cannot make a context of " + length + " tokens: " + NativeLog.lastError(lines));
            }
            return new Context(llama, model.vocabulary(), handle[0]);
        }
    }

    /// Reads on.
    ///
    /// @return the logits after the last token, one a token of the vocabulary
    public float[] decode(int... tokens) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment batch = arena.allocate(Layouts.BATCH);
            batch.set(JAVA_INT, Layouts.offset(Layouts.BATCH, "n_tokens"), tokens.length);
            batch.set(ADDRESS, Layouts.offset(Layouts.BATCH, "token"), arena.allocateFrom(JAVA_INT, tokens));
            int status = llama.decode(handle(), batch);
            if (status != 0) {
                throw new LlamaException("llama.cpp could not decode " + tokens.length + " tokens (status " + status
                        + "); is the context long enough?");
            }
            MemorySegment logits = llama.logits(handle(), -1);
            return logits.reinterpret(vocabulary.size() * JAVA_FLOAT.byteSize()).toArray(JAVA_FLOAT);
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
        }
    }
}
