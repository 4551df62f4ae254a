package dev.kennel.measure.run;

import java.lang.foreign.MemorySegment;

import dev.kennel.measure.LogitsShape;
import dev.kennel.measure.TokenScores;
import dev.kennel.worker.Reporter;

/// Compares the chunks that are read with the base's stored probabilities.
final class Comparing implements ChunkReader.Scorer {

    private final LogitsFile base;
    private final TokenScores scores;
    private final Reporter reporter;

    /// @param shape of what is read: the base's, or its first chunks
    Comparing(LogitsFile base, LogitsShape shape, Reporter reporter) {
        this.base = base;
        this.scores = new TokenScores(shape);
        this.reporter = reporter;
    }

    @Override
    public void score(int chunk, int scored, int next, MemorySegment values) {
        var logits = new Logits(values);
        StoredProbabilities stored = base.row(chunk, scored);
        scores.set(
                chunk,
                scored,
                logits.nll(next),
                -stored.logProbability(next),
                logits.divergence(stored),
                logits.sameTop(stored));
    }

    @Override
    public void endChunk(int chunk) {
        reporter.progress(scores.after(chunk + 1));
    }

    TokenScores scores() {
        return scores;
    }
}
