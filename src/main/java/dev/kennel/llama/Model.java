package dev.kennel.llama;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

/// A model in memory. Close its contexts first.
public final class Model implements AutoCloseable {

    /// How much of a model is loaded.
    enum Extent {
        WHOLE,
        VOCABULARY
    }

    /// For `n_gpu_layers`.
    private static final int ALL_LAYERS = -1;

    private final LlamaBindings llama;
    private final GgmlBindings ggml;
    private final NativeLog log;
    private final List<Path> shards;
    private final List<BufferUse> buffers;
    private MemorySegment handle;

    private Model(
            LlamaBindings llama,
            GgmlBindings ggml,
            NativeLog log,
            List<Path> shards,
            List<BufferUse> buffers,
            MemorySegment handle) {
        this.llama = llama;
        this.ggml = ggml;
        this.log = log;
        this.shards = shards;
        this.buffers = buffers;
        this.handle = handle;
    }

    /// @param devices that it computes on beside the CPU, an array that NULL ends; all of its layers go there
    static Model load(
            LlamaBindings llama,
            GgmlBindings ggml,
            NativeLog log,
            Arena arena,
            List<Path> shards,
            MemorySegment devices,
            Extent extent) {
        MemorySegment params = llama.modelDefaultParams(arena).asSlice(0, Layouts.MODEL_PARAMS);
        boolean onCpu = devices.getAtIndex(ADDRESS, 0).equals(MemorySegment.NULL);
        params.set(ADDRESS, Layouts.offset(Layouts.MODEL_PARAMS, "devices"), devices);
        params.set(JAVA_INT, Layouts.offset(Layouts.MODEL_PARAMS, "n_gpu_layers"), onCpu ? 0 : ALL_LAYERS);
        params.set(JAVA_BOOLEAN, Layouts.offset(Layouts.MODEL_PARAMS, "vocab_only"), extent == Extent.VOCABULARY);
        MemorySegment paths = CStrings.paths(arena, shards);
        var handle = new MemorySegment[1];
        List<LogLine> lines = log.during(() -> handle[0] = llama.modelLoad(paths, shards.size(), params));
        if (handle[0].equals(MemorySegment.NULL)) {
            throw new LlamaException("llama.cpp cannot load " + shards + ": " + NativeLog.lastError(lines));
        }
        return new Model(llama, ggml, log, List.copyOf(shards), BufferUse.in(lines), handle[0]);
    }

    /// The memory that its tensors take.
    public List<BufferUse> buffers() {
        return buffers;
    }

    public Vocabulary vocabulary() {
        return new Vocabulary(llama, this);
    }

    /// A chat as the model reads it, with its own template.
    ///
    /// @throws LlamaException when it has none, or one that llama.cpp does not recognise
    public String applyChatTemplate(List<ChatMessage> messages) {
        return applyChatTemplate(messages, false);
    }

    /// A chat up to where the model begins to answer.
    ///
    /// @throws LlamaException when it has no template, or one that llama.cpp does not recognise
    public String promptOf(List<ChatMessage> messages) {
        return applyChatTemplate(messages, true);
    }

    private String applyChatTemplate(List<ChatMessage> messages, boolean answers) {
        MemorySegment template = llama.chatTemplate(handle());
        if (template.equals(MemorySegment.NULL)) {
            throw new LlamaException(
                    "The model has no chat template, without which it cannot be asked anything as a chat.");
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment chat = chat(arena, messages);
            int length = llama.applyChatTemplate(template, chat, messages.size(), answers, MemorySegment.NULL);
            if (length < 0) {
                throw new LlamaException(
                        "llama.cpp does not know this model's chat template, so that it cannot be asked anything as a chat.");
            }
            MemorySegment text = arena.allocate(length + 1L);
            llama.applyChatTemplate(template, chat, messages.size(), answers, text);
            return new String(text.asSlice(0, length).toArray(JAVA_BYTE), StandardCharsets.UTF_8);
        }
    }

    private static MemorySegment chat(Arena arena, List<ChatMessage> messages) {
        MemorySegment chat = arena.allocate(Layouts.CHAT_MESSAGE, messages.size());
        for (int i = 0; i < messages.size(); i++) {
            MemorySegment message = chat.asSlice(i * Layouts.CHAT_MESSAGE.byteSize(), Layouts.CHAT_MESSAGE);
            message.set(ADDRESS, 0, arena.allocateFrom(messages.get(i).role()));
            message.set(
                    ADDRESS,
                    Layouts.offset(Layouts.CHAT_MESSAGE, "content"),
                    arena.allocateFrom(messages.get(i).content()));
        }
        return chat;
    }

    /// @param length tokens of prompt and answer together
    /// @throws LlamaException with llama.cpp's reason when there is not enough memory, say
    public Context newContext(int length, int threads) {
        return newContext(ContextShape.ofLength(length), threads);
    }

    /// @throws LlamaException with llama.cpp's reason when there is not enough memory, say
    public Context newContext(ContextShape shape, int threads) {
        return Context.open(llama, log, this, shape, threads, Optional.empty());
    }

    /// A context that shows what goes into its products.
    ///
    /// @throws LlamaException with llama.cpp's reason when there is not enough memory, say
    public Context newContext(ContextShape shape, int threads, ProductObserver observer) {
        return Context.open(llama, log, this, shape, threads, Optional.of(new ProductHook(ggml, observer)));
    }

    /// A context that shows what comes out of its blocks.
    ///
    /// @param tensor name of the tensors that are shown, before the block's number: `l_out`
    /// @throws LlamaException with llama.cpp's reason when there is not enough memory, say
    public Context newContext(ContextShape shape, int threads, String tensor, BlockObserver observer) {
        return Context.open(llama, log, this, shape, threads, Optional.of(new BlockHook(ggml, tensor, observer)));
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
