package dev.kennel.gguf;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What a model's header says about its tokenizer.
///
/// @param model `gpt2` for byte-level BPE, `llama` for SentencePiece, …
/// @param preTokenizer how text is split before merging: `qwen35`
/// @param vocabulary number of tokens
/// @param addsBos whether the BOS token is put in front of a text; empty when the file leaves it to the model kind
public record TokenizerFacts(
        Optional<String> model,
        Optional<String> preTokenizer,
        int vocabulary,
        int merges,
        Optional<Token> bos,
        Optional<Token> eos,
        Optional<Token> padding,
        Optional<Boolean> addsBos) {

    /// @param text empty when the vocabulary has no such token
    public record Token(long id, String text) {}

    static TokenizerFacts of(GgufHeader header) {
        List<String> tokens = header.strings("tokenizer.ggml.tokens");
        return new TokenizerFacts(
                header.string("tokenizer.ggml.model"),
                header.string("tokenizer.ggml.pre"),
                tokens.size(),
                header.strings("tokenizer.ggml.merges").size(),
                token(header, "bos", tokens),
                token(header, "eos", tokens),
                token(header, "padding", tokens),
                header.bool("tokenizer.ggml.add_bos_token"));
    }

    private static Optional<Token> token(GgufHeader header, String role, List<String> tokens) {
        OptionalLong id = header.integer("tokenizer.ggml." + role + "_token_id");
        return id.isEmpty() ? Optional.empty() : Optional.of(new Token(id.getAsLong(), text(tokens, id.getAsLong())));
    }

    private static String text(List<String> tokens, long id) {
        return id >= 0 && id < tokens.size() ? tokens.get((int) id).replace('\0', '\uFFFD') : "";
    }
}
