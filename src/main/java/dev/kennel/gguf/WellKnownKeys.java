package dev.kennel.gguf;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// The kinds of value that llama.cpp and Kennel rely on.
final class WellKnownKeys {

    private static final Set<String> TEXT = Set.of(
            "general.architecture",
            "general.type",
            "general.name",
            "general.basename",
            "general.size_label",
            "general.license",
            "tokenizer.ggml.model",
            "tokenizer.ggml.pre",
            "tokenizer.chat_template",
            "controlvector.model_hint");
    private static final Set<String> TEXTS =
            Set.of("general.tags", "general.languages", "tokenizer.ggml.merges", "imatrix.datasets");
    private static final Set<String> INT = Set.of(
            "general.file_type",
            "general.quantization_version",
            "tokenizer.ggml.bos_token_id",
            "tokenizer.ggml.eos_token_id",
            "tokenizer.ggml.padding_token_id",
            "tokenizer.ggml.unknown_token_id",
            "split.no",
            "split.count",
            "split.tensors.count",
            "imatrix.chunk_count",
            "imatrix.chunk_size",
            "controlvector.layer_count");

    static final String ALIGNMENT = "general.alignment";
    static final String TOKENS = "tokenizer.ggml.tokens";
    private static final String BLOCK_COUNT = ".block_count";
    private static final String SCORES = "tokenizer.ggml.scores";
    private static final String TOKEN_TYPES = "tokenizer.ggml.token_type";

    private WellKnownKeys() {}

    /// What is wrong with a value, or null.
    ///
    /// @param before the pairs in front of it
    static String problem(String key, GgufValue value, Map<String, GgufValue> before, GgufLimits limits) {
        return switch (key) {
            case TOKENS ->
                value instanceof GgufValue.Texts(List<String> tokens)
                        ? wrongLength(tokens.size(), before.get(SCORES), before.get(TOKEN_TYPES))
                        : wrongKind("an array of strings", value);
            case SCORES ->
                value instanceof GgufValue.Reals(ValueType type, List<Double> scores) && type == ValueType.FLOAT32
                        ? wrongLength(scores.size(), before.get(TOKENS))
                        : wrongKind("an array of FLOAT32", value);
            case TOKEN_TYPES ->
                value instanceof GgufValue.Ints(ValueType type, List<Long> types)
                                && (type == ValueType.INT32 || type == ValueType.UINT32)
                        ? wrongLength(types.size(), before.get(TOKENS))
                        : wrongKind("an array of INT32", value);
            case ALIGNMENT ->
                value instanceof GgufValue.Int(ValueType type, long alignment) && type == ValueType.UINT32
                        ? wrongAlignment(alignment, limits.alignment())
                        : wrongKind("one UINT32", value);
            default -> key.endsWith(BLOCK_COUNT) ? wrongBlockCount(value) : wrongSimpleKind(key, value);
        };
    }

    private static String wrongBlockCount(GgufValue value) {
        if (!(value instanceof GgufValue.Int(ValueType _, long count))) {
            return wrongKind("one whole number", value);
        }
        return count >= 0 && count <= ModelFacts.MOST_BLOCKS
                ? null
                : "%d is not a number of blocks from 0 to %d, the most that llama.cpp loads; convert the model again"
                        .formatted(count, ModelFacts.MOST_BLOCKS);
    }

    private static String wrongAlignment(long alignment, long limit) {
        return Long.bitCount(alignment) == 1 && alignment <= limit
                ? null
                : "%d is no power of two up to %d; convert the model again".formatted(alignment, limit);
    }

    private static String wrongSimpleKind(String key, GgufValue value) {
        if (TEXT.contains(key) && !(value instanceof GgufValue.Text)) {
            return wrongKind("a string", value);
        }
        if (TEXTS.contains(key) && !(value instanceof GgufValue.Texts)) {
            return wrongKind("an array of strings", value);
        }
        if (INT.contains(key) && !(value instanceof GgufValue.Int)) {
            return wrongKind("one whole number", value);
        }
        return null;
    }

    private static String wrongLength(int length, GgufValue... others) {
        for (GgufValue other : others) {
            int expected = length(other, length);
            if (expected != length) {
                return "it has %d elements where the vocabulary's other arrays have %d; convert the model again"
                        .formatted(length, expected);
            }
        }
        return null;
    }

    private static int length(GgufValue array, int otherwise) {
        return switch (array) {
            case GgufValue.Texts(List<String> values) -> values.size();
            case GgufValue.Reals(ValueType _, List<Double> values) -> values.size();
            case GgufValue.Ints(ValueType _, List<Long> values) -> values.size();
            case null, default -> otherwise;
        };
    }

    private static String wrongKind(String expected, GgufValue value) {
        return "it must be %s but is %s; convert the model again".formatted(expected, description(value));
    }

    private static String description(GgufValue value) {
        return switch (value) {
            case GgufValue.Int _, GgufValue.Real _, GgufValue.Bool _, GgufValue.Text _ -> "one " + value.type();
            case GgufValue.Ints _, GgufValue.Reals _, GgufValue.Bools _, GgufValue.Texts _ ->
                "an array of " + value.type();
        };
    }
}
