package dev.kennel.measure;

/// What an evaluation's chunks are like, in llama-perplexity's terms, and how large the file is in which a base's
/// probabilities are stored (`llama-perplexity --save-all-logits`).
///
/// @param contextLength tokens in a chunk (`n_ctx`)
/// @param vocabulary tokens of the model's vocabulary (`n_vocab`)
/// @param chunks of the text, a last one that is not full left out (`n_chunk`)
public record LogitsShape(int contextLength, int vocabulary, int chunks) {

    /// Where a file's tokens begin: behind `_logits_` and these three.
    public static final long TOKENS_OFFSET = 20;

    public LogitsShape {
        if (contextLength < 4 || vocabulary < 2 || chunks < 1) {
            throw new IllegalArgumentException(
                    "An evaluation needs chunks of 4 tokens or more, a vocabulary and a chunk; these are %d chunks of %d tokens of %d."
                            .formatted(chunks, contextLength, vocabulary));
        }
        if ((long) contextLength * chunks > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "%d chunks of %d tokens are more than an evaluation can have.".formatted(chunks, contextLength));
        }
    }

    /// Position of the first token whose successor is scored: the half before it is context only.
    public int firstScored() {
        return contextLength / 2;
    }

    /// Tokens of a chunk that are scored.
    public int scoredPerChunk() {
        return contextLength - 1 - firstScored();
    }

    public int scored() {
        return Math.multiplyExact(scoredPerChunk(), chunks);
    }

    /// Bytes of one token's stored probabilities: two floats and a uint16 a token of the vocabulary, to a whole number
    /// of four bytes.
    public int rowBytes() {
        return 2 * Float.BYTES + Short.BYTES * 2 * ((vocabulary + 1) / 2);
    }

    /// Bytes of the whole file.
    public long fileBytes() {
        return rowsOffset() + (long) rowBytes() * scored();
    }

    /// Where the first row begins.
    public long rowsOffset() {
        return TOKENS_OFFSET + (long) Integer.BYTES * contextLength * chunks;
    }
}
