package dev.kennel.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;

import dev.kennel.gguf.GgmlType;
import dev.kennel.gguf.GgufBytes;
import dev.kennel.gguf.GgufHeader;
import dev.kennel.gguf.GgufReader;
import dev.kennel.gguf.GgufValue;
import dev.kennel.gguf.ImatrixWriter;
import dev.kennel.gguf.ImatrixWriter.Sums;

/// A hybrid mixture of experts like Qwen3.5 with random weights, and an importance matrix for it: the same bytes each
/// time. Two blocks, the first a gated delta-net, the second attention; each with experts and a shared one.
final class GeneratedMixture {

    private static final long SEED = 3_500_351;
    private static final int VOCABULARY = 2048;
    private static final float DEVIATION = 0.02f;

    /// Bytes of a buffer; tensors are written through it.
    private static final int BUFFER = 1 << 20;

    private record Tensor(String name, GgmlType type, long... shape) {

        long weights() {
            return LongStream.of(shape).reduce(1, Math::multiplyExact);
        }

        long paddedBytes() {
            int alignment = GgufHeader.DEFAULT_ALIGNMENT;
            return (type.bytes(weights()) + alignment - 1) / alignment * alignment;
        }

        boolean isMultiplied() {
            return type == GgmlType.BF16 && name.startsWith("blk.");
        }
    }

    /// Lengths of rows and numbers of them.
    ///
    /// @param inner the delta-net's, and that of all heads' queries
    /// @param state of one of the delta-net's heads
    /// @param groups of the delta-net's heads
    /// @param heads of the attention, whose keys and values have two
    /// @param expertLength of an expert, and of the shared one
    record Shape(int embedding, int inner, int state, int groups, int heads, int experts, int expertLength) {

        /// As Qwen3.5-35B-A3B has them, with fewer experts, blocks and tokens: 139 million weights, 277 MB.
        static final Shape QWEN_35B = new Shape(2048, 4096, 128, 16, 16, 10, 512);

        int channels() {
            return inner + 2 * groups * state;
        }

        int head() {
            return inner / heads;
        }

        int states() {
            return inner / state;
        }
    }

    private final GgufHeader like;
    private final Shape shape;
    private final List<Tensor> tensors = new ArrayList<>();

    /// @param like a `qwen35moe` with 2048 tokens, from which tokenizer and metadata come
    GeneratedMixture(Path like, Shape shape) throws IOException {
        this.like = GgufReader.read(like);
        this.shape = shape;
        add("output.weight", shape.embedding(), VOCABULARY);
        add("token_embd.weight", shape.embedding(), VOCABULARY);
        addDeltaNet("blk.0.");
        addExperts("blk.0.");
        addAttention("blk.1.");
        addExperts("blk.1.");
        addFloats("output_norm.weight", shape.embedding());
    }

    private void addDeltaNet(String block) {
        int embedding = shape.embedding();
        add(block + "attn_qkv.weight", embedding, shape.channels());
        add(block + "attn_gate.weight", embedding, shape.inner());
        addFloats(block + "ssm_conv1d.weight", 4, shape.channels());
        addFloats(block + "ssm_dt.bias", shape.states());
        addFloats(block + "ssm_a", shape.states());
        add(block + "ssm_alpha.weight", embedding, shape.states());
        add(block + "ssm_beta.weight", embedding, shape.states());
        addFloats(block + "ssm_norm.weight", shape.state());
        add(block + "ssm_out.weight", shape.inner(), embedding);
    }

    private void addAttention(String block) {
        int embedding = shape.embedding();
        int ofTwoHeads = 2 * shape.head();
        add(block + "attn_q.weight", embedding, 2L * shape.inner());
        add(block + "attn_k.weight", embedding, ofTwoHeads);
        add(block + "attn_v.weight", embedding, ofTwoHeads);
        add(block + "attn_output.weight", shape.inner(), embedding);
        addFloats(block + "attn_q_norm.weight", shape.head());
        addFloats(block + "attn_k_norm.weight", shape.head());
    }

    private void addExperts(String block) {
        int embedding = shape.embedding();
        int length = shape.expertLength();
        addFloats(block + "attn_norm.weight", embedding);
        addFloats(block + "post_attention_norm.weight", embedding);
        addFloats(block + "ffn_gate_inp.weight", embedding, shape.experts());
        addFloats(block + "ffn_gate_inp_shexp.weight", embedding);
        add(block + "ffn_gate_exps.weight", embedding, length, shape.experts());
        add(block + "ffn_up_exps.weight", embedding, length, shape.experts());
        add(block + "ffn_down_exps.weight", length, embedding, shape.experts());
        add(block + "ffn_gate_shexp.weight", embedding, length);
        add(block + "ffn_up_shexp.weight", embedding, length);
        add(block + "ffn_down_shexp.weight", length, embedding);
    }

    private void add(String name, long... shape) {
        tensors.add(new Tensor(name, GgmlType.BF16, shape));
    }

    private void addFloats(String name, long... shape) {
        tensors.add(new Tensor(name, GgmlType.F32, shape));
    }

    /// @param file that is not there yet
    Path writeModel(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            write(channel, ByteBuffer.wrap(header()));
            for (Tensor tensor : tensors) {
                write(channel, tensor);
            }
        }
        return file;
    }

    private byte[] header() {
        Map<String, GgufValue> metadata = metadata();
        var bytes = new GgufBytes().magic().u32(3).u64(tensors.size()).u64(metadata.size());
        metadata.forEach(bytes::pair);
        long offset = 0;
        for (Tensor tensor : tensors) {
            bytes.tensor(tensor.name(), tensor.type(), offset, tensor.shape());
            offset += tensor.paddedBytes();
        }
        return bytes.padTo(GgufHeader.DEFAULT_ALIGNMENT).toByteArray();
    }

    private Map<String, GgufValue> metadata() {
        Map<String, GgufValue> metadata = new LinkedHashMap<>(like.metadata());
        metadata.put("general.name", GgufValue.of("Generated mixture"));
        metadata.put("qwen35moe.attention.recurrent_layers", new GgufValue.Bools(List.of(true, false)));
        Map.ofEntries(
                        Map.entry("block_count", 2),
                        Map.entry("full_attention_interval", 2),
                        Map.entry("embedding_length", shape.embedding()),
                        Map.entry("attention.head_count", shape.heads()),
                        Map.entry("attention.head_count_kv", 2),
                        Map.entry("attention.key_length", shape.head()),
                        Map.entry("attention.value_length", shape.head()),
                        Map.entry("expert_count", shape.experts()),
                        Map.entry("expert_feed_forward_length", shape.expertLength()),
                        Map.entry("expert_shared_feed_forward_length", shape.expertLength()),
                        Map.entry("ssm.state_size", shape.state()),
                        Map.entry("ssm.group_count", shape.groups()),
                        Map.entry("ssm.time_step_rank", shape.states()),
                        Map.entry("ssm.inner_size", shape.inner()))
                .forEach((key, value) -> metadata.put("qwen35moe." + key, GgufValue.uint32(value)));
        return metadata;
    }

    /// Normally distributed, each row with a deviation of its own.
    private static void write(FileChannel channel, Tensor tensor) throws IOException {
        var random = new SplittableRandom(SEED + tensor.name().hashCode());
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
        long rowLength = tensor.shape()[0];
        double deviation = 0;
        for (long i = 0; i < tensor.weights(); i++) {
            if (i % rowLength == 0) {
                deviation = DEVIATION * random.nextDouble(0.5, 1.5);
            }
            float weight = (float) (random.nextGaussian() * deviation);
            if (tensor.type() == GgmlType.F32) {
                buffer.putFloat(weight);
            } else {
                buffer.putShort((short) (Float.floatToRawIntBits(weight) >>> 16));
            }
            if (!buffer.hasRemaining()) {
                write(channel, buffer.flip());
                buffer.clear();
            }
        }
        write(channel, buffer.flip());
        long padding = tensor.paddedBytes() - tensor.type().bytes(tensor.weights());
        write(channel, ByteBuffer.allocate((int) padding));
    }

    private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /// @param file that is not there yet
    Path writeImatrix(Path file) throws IOException {
        var entries = new TreeMap<String, Sums>();
        tensors.stream().filter(Tensor::isMultiplied).forEach(tensor -> entries.put(tensor.name(), sums(tensor)));
        ImatrixWriter.write(file, "generated", 100, 512, entries);
        return file;
    }

    private static Sums sums(Tensor tensor) {
        var random = new SplittableRandom(SEED - tensor.name().hashCode());
        int columns = Math.toIntExact(tensor.shape()[0]);
        long[] counts = new long[tensor.shape().length > 2 ? (int) tensor.shape()[2] : 1];
        float[] sums = new float[columns * counts.length];
        for (int expert = 0; expert < counts.length; expert++) {
            counts[expert] = random.nextInt(1000, 4000);
            for (int column = 0; column < columns; column++) {
                double root = random.nextGaussian();
                sums[expert * columns + column] = (float) (counts[expert] * root * root);
            }
        }
        return new Sums(sums, counts);
    }
}
