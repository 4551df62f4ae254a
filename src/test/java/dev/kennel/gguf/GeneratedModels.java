package dev.kennel.gguf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

import dev.kennel.Fixtures;

/// Untrained models that llama.cpp loads and runs, with shapes that the fixtures do not have. The tokenizer is the
/// fixtures'.
///
/// Each is a [GgufWriter], to be changed (`alignment`, `put`), written whole or written in shards.
public final class GeneratedModels {

    private static final int HEAD = 64;
    private static final int VOCABULARY = 2048;

    private GeneratedModels() {}

    /// A dense `llama` of two blocks without an output table of its own: rows of `embedding` (a multiple of 64) and
    /// `feedForward`. 576 and 640 divide by 64 and not by 256.
    public static GgufWriter llama(GgmlType type, int embedding, int feedForward) {
        GgufWriter model = started("llama", 2, embedding, embedding / HEAD)
                .put("llama.feed_forward_length", feedForward)
                .put("llama.rope.dimension_count", HEAD)
                .put("llama.vocab_size", VOCABULARY)
                .tensor("token_embd.weight", type, embedding, VOCABULARY);
        for (int block = 0; block < 2; block++) {
            Block tensors = new Block(model, block, type);
            tensors.norm("attn_norm", embedding)
                    .norm("ffn_norm", embedding)
                    .matrix("attn_q", embedding, embedding)
                    .matrix("attn_k", embedding, embedding)
                    .matrix("attn_v", embedding, embedding)
                    .matrix("attn_output", embedding, embedding)
                    .matrix("ffn_gate", embedding, feedForward)
                    .matrix("ffn_up", embedding, feedForward)
                    .matrix("ffn_down", feedForward, embedding);
        }
        return model.tensor("output_norm.weight", filled(1, embedding), embedding);
    }

    /// A `qwen35moe` of two blocks, the first a delta-net and the second attention, with two of `experts` used and a
    /// shared one: rows of `embedding` (a multiple of 64) and, in the experts, `expertLength`. 384 and 192 do not
    /// divide by 256.
    public static GgufWriter qwenMoe(GgmlType type, int embedding, int expertLength, int experts) {
        GgufWriter model = started("qwen35moe", 2, embedding, embedding / HEAD)
                .put("qwen35moe.attention.recurrent_layers", new GgufValue.Bools(List.of(true, false)))
                .put("qwen35moe.full_attention_interval", 2)
                .putInts("qwen35moe.rope.dimension_sections", List.of(3, 3, 2, 0))
                .put("qwen35moe.rope.dimension_count", 16)
                .put("qwen35moe.expert_count", experts)
                .put("qwen35moe.expert_used_count", 2)
                .put("qwen35moe.expert_feed_forward_length", expertLength)
                .put("qwen35moe.expert_shared_feed_forward_length", expertLength)
                .put("qwen35moe.ssm.conv_kernel", 4)
                .put("qwen35moe.ssm.state_size", HEAD)
                .put("qwen35moe.ssm.group_count", 1)
                .put("qwen35moe.ssm.time_step_rank", 2)
                .put("qwen35moe.ssm.inner_size", 2 * HEAD)
                .tensor("output.weight", type, embedding, VOCABULARY)
                .tensor("token_embd.weight", type, embedding, VOCABULARY);
        deltaNet(new Block(model, 0, type), embedding);
        mixture(new Block(model, 0, type), embedding, expertLength, experts);
        gatedAttention(new Block(model, 1, type), embedding);
        mixture(new Block(model, 1, type), embedding, expertLength, experts);
        return model.tensor("output_norm.weight", filled(1, embedding), embedding);
    }

    private static void deltaNet(Block block, int embedding) {
        int inner = 2 * HEAD;
        int channels = inner + 2 * HEAD;
        block.norm("attn_norm", embedding)
                .constant("ssm_a", -1, 2)
                .random("ssm_conv1d.weight", GgmlType.F32, 4, channels)
                .constant("ssm_dt.bias", 0, 2)
                .matrix("ssm_alpha", embedding, 2)
                .matrix("ssm_beta", embedding, 2)
                .matrix("attn_qkv", embedding, channels)
                .matrix("attn_gate", embedding, inner)
                .norm("ssm_norm", HEAD)
                .matrix("ssm_out", inner, embedding);
    }

    /// The queries come with a gate of the same size.
    private static void gatedAttention(Block block, int embedding) {
        block.norm("attn_norm", embedding)
                .norm("attn_q_norm", HEAD)
                .norm("attn_k_norm", HEAD)
                .matrix("attn_q", embedding, 2L * embedding)
                .matrix("attn_k", embedding, embedding)
                .matrix("attn_v", embedding, embedding)
                .matrix("attn_output", embedding, embedding);
    }

    private static void mixture(Block block, int embedding, int length, int experts) {
        block.norm("post_attention_norm", embedding)
                .random("ffn_gate_inp.weight", GgmlType.F32, embedding, experts)
                .matrix("ffn_gate_exps", embedding, length, experts)
                .matrix("ffn_up_exps", embedding, length, experts)
                .matrix("ffn_down_exps", length, embedding, experts)
                .random("ffn_gate_inp_shexp.weight", GgmlType.F32, embedding)
                .matrix("ffn_gate_shexp", embedding, length)
                .matrix("ffn_up_shexp", embedding, length)
                .matrix("ffn_down_shexp", length, embedding);
    }

    private static GgufWriter started(String architecture, int blocks, int embedding, int heads) {
        String prefix = architecture + ".";
        return GgufWriter.model(architecture)
                .put("general.name", "Generated " + architecture)
                .put(prefix + "block_count", blocks)
                .put(prefix + "context_length", 512)
                .put(prefix + "embedding_length", embedding)
                .put(prefix + "attention.head_count", heads)
                .put(prefix + "attention.head_count_kv", heads)
                .put(prefix + "attention.key_length", HEAD)
                .put(prefix + "attention.value_length", HEAD)
                .put(prefix + "attention.layer_norm_rms_epsilon", 1e-6)
                .put(prefix + "rope.freq_base", 10_000.0)
                .copy(fixture(), key -> key.startsWith("tokenizer."));
    }

    private static GgufHeader fixture() {
        try {
            return GgufReader.read(Fixtures.LLAMA);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static float[] filled(float value, int length) {
        float[] values = new float[length];
        Arrays.fill(values, value);
        return values;
    }

    /// The tensors of one block.
    private record Block(GgufWriter model, int index, GgmlType type) {

        Block matrix(String role, long... shape) {
            return random(role + ".weight", type, shape);
        }

        Block random(String name, GgmlType tensorType, long... shape) {
            model.tensor("blk." + index + "." + name, tensorType, shape);
            return this;
        }

        Block norm(String role, int length) {
            return constant(role + ".weight", 1, length);
        }

        Block constant(String name, float value, int length) {
            model.tensor("blk." + index + "." + name, filled(value, length), length);
            return this;
        }
    }
}
