package dev.kennel.steer.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

import dev.kennel.llama.Context;
import dev.kennel.llama.LlamaException;
import dev.kennel.llama.TokenBatch;

/// Scores pairs of answers, some side by side. Both answers of a pair go on from one reading of the prompt.
final class ProbeReader {

    private final Context context;
    private final TokenBatch batch;
    private final int together;
    private final LongConsumer progress;
    private long scored;
    private long nanos;

    /// @param together pairs that are read side by side
    /// @param progress hears how many pairs were scored so far
    ProbeReader(ProbeContext opened, int together, LongConsumer progress) {
        this.context = opened.context();
        this.batch = opened.batch();
        this.together = together;
        this.progress = progress;
    }

    /// An answer whose tokens from the second on are read.
    ///
    /// @param pair its place among the pairs that are read
    /// @param first place in the batch of its first token
    private record Answer(int pair, int[] tokens, int first) {}

    /// The mean margin of each probe, in nats, with whatever the context is steered by.
    double[] margins(List<TokenPair> pairs) {
        long start = System.nanoTime();
        double[] sums = new double[pairs.getLast().probe() + 1];
        int[] counts = new int[sums.length];
        for (int from = 0; from < pairs.size(); from += together) {
            List<TokenPair> some = pairs.subList(from, Math.min(from + together, pairs.size()));
            double[] margins = read(some);
            for (int i = 0; i < some.size(); i++) {
                sums[some.get(i).probe()] += margins[i];
                counts[some.get(i).probe()]++;
            }
            scored += some.size();
            progress.accept(scored);
        }
        for (int probe = 0; probe < sums.length; probe++) {
            sums[probe] /= counts[probe];
            if (!Double.isFinite(sums[probe])) {
                throw new LlamaException(
                        "What it says of probe %d is no number: the file is broken, or the vector is far too strong for it."
                                .formatted(probe + 1));
            }
        }
        nanos += System.nanoTime() - start;
        return sums;
    }

    /// Pairs scored a second.
    double pace() {
        return scored * (double) TimeUnit.SECONDS.toNanos(1) / nanos;
    }

    private double[] read(List<TokenPair> pairs) {
        context.clear();
        double[] margins = readPrompts(pairs);
        for (int i = 0; i < pairs.size(); i++) {
            context.fork(i, together + i);
        }
        readAnswers(pairs, margins);
        return margins;
    }

    /// Margins of the answers' first tokens.
    private double[] readPrompts(List<TokenPair> pairs) {
        batch.clear();
        int[] last = new int[pairs.size()];
        for (int i = 0; i < pairs.size(); i++) {
            int[] prompt = pairs.get(i).prompt();
            for (int position = 0; position < prompt.length; position++) {
                last[i] = batch.add(prompt[position], position, i, position == prompt.length - 1);
            }
        }
        context.decode(batch);
        double[] margins = new double[pairs.size()];
        for (int i = 0; i < margins.length; i++) {
            var next = new NextToken(context.logits(last[i]));
            margins[i] = next.logProbability(pairs.get(i).positive()[0])
                    - next.logProbability(pairs.get(i).negative()[0]);
        }
        return margins;
    }

    /// Adds what the answers' further tokens say.
    private void readAnswers(List<TokenPair> pairs, double[] margins) {
        batch.clear();
        List<Answer> positive = new ArrayList<>();
        List<Answer> negative = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            TokenPair pair = pairs.get(i);
            positive.add(answer(i, i, pair.prompt().length, pair.positive()));
            negative.add(answer(i, together + i, pair.prompt().length, pair.negative()));
        }
        if (batch.size() == 0) {
            return;
        }
        context.decode(batch);
        positive.forEach(answer -> margins[answer.pair()] += rest(answer));
        negative.forEach(answer -> margins[answer.pair()] -= rest(answer));
    }

    private Answer answer(int pair, int sequence, int start, int[] tokens) {
        int first = batch.size();
        for (int i = 0; i < tokens.length - 1; i++) {
            batch.add(tokens[i], start + i, sequence, true);
        }
        return new Answer(pair, tokens, first);
    }

    private double rest(Answer answer) {
        double sum = 0;
        for (int i = 1; i < answer.tokens().length; i++) {
            sum += new NextToken(context.logits(answer.first() + i - 1)).logProbability(answer.tokens()[i]);
        }
        return sum;
    }
}
