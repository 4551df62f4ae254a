package dev.kennel.llama;

/// How much a context holds, and how it reads.
///
/// @param sequenceLength tokens of one sequence
/// @param sequences that are read side by side
/// @param batch tokens of one [Context#decode] at most
/// @param microBatch tokens that llama.cpp computes at once (`n_ubatch`)
/// @param unified whether all sequences share one memory (`kv_unified`), so that one can go on where another is
public record ContextShape(int sequenceLength, int sequences, int batch, int microBatch, boolean unified) {

    /// Each sequence has memory of its own.
    public ContextShape(int sequenceLength, int sequences, int batch, int microBatch) {
        this(sequenceLength, sequences, batch, microBatch, false);
    }

    public ContextShape {
        if (sequenceLength < 1 || sequences < 1 || batch < 1 || microBatch < 1) {
            throw new IllegalArgumentException("A context of " + sequences + " sequences of " + sequenceLength
                    + " tokens, read " + batch + " (" + microBatch + ") at a time");
        }
    }

    /// One sequence that may be read whole.
    static ContextShape ofLength(int tokens) {
        return new ContextShape(tokens, 1, tokens, Math.min(tokens, 512));
    }
}
