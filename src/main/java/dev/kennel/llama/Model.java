package dev.kennel.llama;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;

/// A model in memory. Close its contexts first.
public final class Model implements AutoCloseable {

    private final LlamaBindings llama;
    private final NativeLog log;
    private final List<Path> shards;
    private MemorySegment handle;

    private Model(LlamaBindings llama, NativeLog log, List<Path> shards, MemorySegment handle) {
        this.llama = llama;
        this.log = log;
        this.shards = shards;
        this.handle = handle;
    }

    static Model load(LlamaBindings llama, NativeLog log, Arena arena, List<Path> shards) {
        MemorySegment params = llama.modelDefaultParams(arena).asSlice(0, Layouts.MODEL_PARAMS);
        MemorySegment paths = CStrings.paths(arena, shards);
        var handle = new MemorySegment[1];
        List<LogLine> lines = log.during(() -> handle[0] = llama.modelLoad(paths, shards.size(), params));
        if (handle[0].equals(MemorySegment.NULL)) {
            throw new LlamaException("llama.cpp cannot load " + shards + ": " + NativeLog.lastError(lines));
        }
        return new Model(llama, log, List.copyOf(shards), handle[0]);
    }

    public Vocabulary vocabulary() {
        return new Vocabulary(llama, this);
    }

    /// @param length tokens of prompt and answer together
    /// @throws LlamaException with llama.cpp's reason when there is not enough memory, say
    public Context newContext(int length, int threads) {
        return Context.open(llama, log, this, length, threads);
    }

    MemorySegment handle() {
        if (handle.equals(MemorySegment.NULL)) {
            throw new IllegalStateException("The model " + shards + " is closed.");
        }
        return handle;
    }

    @Override
    public void close() {
        if (!handle.equals(MemorySegment.NULL)) {
            llama.modelFree(handle);
            handle = MemorySegment.NULL;
        }
    }
}
