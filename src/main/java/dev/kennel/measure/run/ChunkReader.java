package dev.kennel.measure.run;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

import dev.kennel.llama.Context;
import dev.kennel.llama.ContextShape;
import dev.kennel.llama.Model;
import dev.kennel.llama.TokenBatch;
import dev.kennel.measure.EvaluationSettings;
import dev.kennel.measure.LogitsShape;

/// Reads the chunks of an evaluation as llama-perplexity does: several side by side, each from an empty memory, the
/// first token of each replaced by the vocabulary's head token if it wants one.
final class ChunkReader implements AutoCloseable {

    /// What is done with what the model says.
    interface Scorer {

        /// Called from several threads, once a scored token.
        ///
        /// @param scored number of the token among those of the chunk that are scored
        /// @param next the token that really follows
        /// @param logits a float a token of the vocabulary, valid during the call
        void score(int chunk, int scored, int next, MemorySegment logits);

        /// Called once a chunk, in order, when all of its tokens are scored.
        void endChunk(int chunk) throws IOException;
    }

    private final EvaluationSettings settings;
    private final LogitsShape shape;
    private final OptionalInt headToken;
    private final Context context;
    private final TokenBatch batch;

    ChunkReader(Model model, LogitsShape shape, EvaluationSettings settings) {
        this.settings = settings;
        this.shape = shape;
        this.headToken = model.vocabulary().headToken();
        int sequences = settings.sequences();
        int tokens = Math.min(settings.batch(), sequences * shape.contextLength());
        this.batch = new TokenBatch(tokens);
        this.context = model.newContext(
                new ContextShape(shape.contextLength(), sequences, tokens, settings.microBatch()), settings.threads());
    }

    private record Asked(int index, int chunk, int scored, int next) {}

    /// @param chunks the tokens of each
    void read(List<int[]> chunks, Scorer scorer) throws IOException {
        int together = settings.sequences();
        for (int first = 0; first < chunks.size(); first += together) {
            readTogether(first, chunks.subList(first, Math.min(first + together, chunks.size())), scorer);
        }
    }

    private void readTogether(int first, List<int[]> chunks, Scorer scorer) throws IOException {
        context.clear();
        for (int from = 0; from < shape.contextLength(); from += settings.batch()) {
            int to = Math.min(from + settings.batch(), shape.contextLength());
            List<Asked> asked = fill(first, chunks, from, to);
            context.decode(batch);
            score(asked, scorer);
        }
        for (int i = 0; i < chunks.size(); i++) {
            scorer.endChunk(first + i);
        }
    }

    private List<Asked> fill(int first, List<int[]> chunks, int from, int to) {
        batch.clear();
        List<Asked> asked = new ArrayList<>();
        for (int sequence = 0; sequence < chunks.size(); sequence++) {
            int[] tokens = chunks.get(sequence);
            for (int position = from; position < to; position++) {
                int scored = position - shape.firstScored();
                boolean wanted = scored >= 0;
                int token = position == 0 ? headToken.orElse(tokens[0]) : tokens[position];
                int index = batch.add(token, position, sequence, wanted);
                if (wanted && scored < shape.scoredPerChunk()) {
                    asked.add(new Asked(index, first + sequence, scored, tokens[position + 1]));
                }
            }
        }
        return asked;
    }

    private void score(List<Asked> asked, Scorer scorer) {
        List<MemorySegment> logits =
                asked.stream().map(token -> context.logits(token.index())).toList();
        Parallel.run(settings.threads(), asked.size(), i -> {
            Asked token = asked.get(i);
            scorer.score(token.chunk(), token.scored(), token.next(), logits.get(i));
        });
    }

    @Override
    public void close() {
        context.close();
        batch.close();
    }
}
