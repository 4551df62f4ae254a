package dev.kennel.measure.run;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

import dev.kennel.measure.ChunkScored;
import dev.kennel.measure.Estimate;
import dev.kennel.measure.LogitsShape;
import dev.kennel.worker.Reporter;

/// Stores the probabilities of the chunks that are read.
final class Storing implements ChunkReader.Scorer {

    private final LogitsShape shape;
    private final LogitsWriter writer;
    private final Reporter reporter;
    private final float[] nll;

    Storing(LogitsShape shape, LogitsWriter writer, Reporter reporter) {
        this.shape = shape;
        this.writer = writer;
        this.reporter = reporter;
        this.nll = new float[shape.scored()];
    }

    @Override
    public void score(int chunk, int scored, int next, MemorySegment values) {
        var logits = new Logits(values);
        nll[chunk * shape.scoredPerChunk() + scored] = logits.nll(next);
        logits.store(writer.row(chunk, scored));
    }

    @Override
    public void endChunk(int chunk) throws IOException {
        writer.endChunk(chunk);
        int done = chunk + 1;
        double perplexity =
                Estimate.ofPerplexity(nll, done * shape.scoredPerChunk()).value();
        reporter.progress(new ChunkScored(done, shape.chunks(), perplexity, 0));
    }

    Estimate perplexity() {
        return Estimate.ofPerplexity(nll, nll.length);
    }
}
