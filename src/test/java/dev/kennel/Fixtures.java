package dev.kennel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The models and files that tests share. Tests run in the repository's root; the files here are never written to.
public final class Fixtures {

    private static final Path DEMO = Path.of("src/main/demo").toAbsolutePath();
    private static final Path TEXTS = Path.of("src/main/texts").toAbsolutePath();
    private static final Path HEADERS = Path.of("src/test/resources/headers").toAbsolutePath();

    /// `qwen35moe`, 4 blocks (3 gated delta-net, 1 attention), 8 experts top-2 and a shared one.
    public static final Path QWEN_MOE = DEMO.resolve("models/pup-qwen3.5-moe-9m-bf16.gguf");

    /// `nemotron_h_moe`, 8 blocks (Mamba-2, MoE, attention), 8 experts top-2 and a shared one.
    public static final Path NEMOTRON_MOE = DEMO.resolve("models/pup-nemotron-h-moe-8m-bf16.gguf");

    /// `llama`, dense, 4 blocks, tied embeddings.
    public static final Path LLAMA = DEMO.resolve("models/pup-llama-3m-bf16.gguf");

    public static final Path QWEN_MOE_IMATRIX = DEMO.resolve("imatrix/qwen3.5-moe-9m.imatrix.gguf");
    public static final Path NEMOTRON_MOE_IMATRIX = DEMO.resolve("imatrix/nemotron-h-moe-8m.imatrix.gguf");

    /// Plain text that the models were not trained on.
    public static final Path STORIES = TEXTS.resolve("eval-stories.txt");

    /// Chats likewise, `{"messages": […]}` a line.
    public static final Path CHATS = TEXTS.resolve("eval-chats.jsonl");

    /// All 733 tensors of Qwen3.5-35B-A3B by name and shape, without data.
    public static final Path QWEN_35B_HEADER = HEADERS.resolve("qwen3.5-35b-a3b-bf16.header.gguf");

    /// All 401 tensors of Nemotron-Cascade-2-30B-A3B by name and shape, without data.
    public static final Path NEMOTRON_30B_HEADER = HEADERS.resolve("nemotron-cascade-2-30b-a3b-bf16.header.gguf");

    public static final long QWEN_35B_BYTES = 69_365_755_168L;
    public static final long NEMOTRON_30B_BYTES = 63_173_694_624L;

    private Fixtures() {}

    /// A sparse copy of a header file, as long as the model would be: it opens as a whole GGUF of zeros.
    public static Path extended(Path header, long bytes, Path directory) {
        try {
            Path whole = Files.copy(header, directory.resolve(header.getFileName()));
            try (FileChannel channel = FileChannel.open(whole, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(new byte[1]), bytes - 1);
            }
            return whole;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
