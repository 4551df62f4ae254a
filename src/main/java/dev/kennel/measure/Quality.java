package dev.kennel.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import com.fasterxml.jackson.annotation.JsonIgnore;

/// How a quant's predictions differ from its base's on a text: the statistics of `llama-perplexity --kl-divergence`
/// with its errors, and the divergence by position.
///
/// @param tokens that were scored
/// @param perplexity of the quant
/// @param basePerplexity from the stored probabilities
/// @param correlation Pearson's, of the tokens' negative log-likelihoods
/// @param logRatio of the perplexities, its error from their covariance
/// @param ratio of the perplexities
/// @param difference of the perplexities
/// @param kld mean Kullback-Leibler divergence in nats
/// @param deltaP mean of p(quant) − p(base) of the token that really follows
/// @param rmsDeltaP the same, root mean square
/// @param sameTop share of tokens for which both hold the same token for the likeliest
/// @param drift mean divergence by position in the context
public record Quality(
        int tokens,
        Estimate perplexity,
        Estimate basePerplexity,
        double correlation,
        Estimate logRatio,
        Estimate ratio,
        Estimate difference,
        Estimate kld,
        Percentiles klds,
        Estimate deltaP,
        Percentiles deltaPs,
        Estimate rmsDeltaP,
        Estimate sameTop,
        List<Drift> drift) {

    private static final int DRIFT_STEPS = 8;

    /// @param from first position of the context that counts, from 0
    /// @param to the position after the last
    public record Drift(int from, int to, Estimate kld) {

        /// The last position that counts.
        @JsonIgnore
        public int getLast() {
            return to - 1;
        }
    }

    public Quality {
        drift = List.copyOf(drift);
    }

    public static Quality of(TokenScores scores) {
        int tokens = scores.shape().scored();
        var nll = new Sums();
        var base = new Sums();
        var kld = new Sums();
        var deltaP = new Sums();
        var squaredDeltaP = new Sums();
        double products = 0;
        for (int token = 0; token < tokens; token++) {
            nll.add(scores.nll(token));
            base.add(scores.baseNll(token));
            kld.add(scores.kld(token));
            deltaP.add(scores.deltaP(token));
            squaredDeltaP.add((double) scores.deltaP(token) * scores.deltaP(token));
            products += (double) scores.nll(token) * scores.baseNll(token);
        }
        Estimate logPerplexity = nll.mean();
        Estimate logBase = base.mean();
        double covariance =
                tokens > 1 ? (products / tokens - logPerplexity.value() * logBase.value()) / (tokens - 1) : 0;
        Estimate logRatio = new Estimate(
                logPerplexity.value() - logBase.value(),
                differenceError(logPerplexity.error(), logBase.error(), covariance));
        Estimate perplexity = logPerplexity.exp();
        Estimate basePerplexity = logBase.exp();
        return new Quality(
                tokens,
                perplexity,
                basePerplexity,
                correlation(covariance, logPerplexity, logBase),
                logRatio,
                logRatio.exp(),
                new Estimate(
                        perplexity.value() - basePerplexity.value(),
                        differenceError(
                                perplexity.error(),
                                basePerplexity.error(),
                                perplexity.value() * basePerplexity.value() * covariance)),
                kld.mean(),
                Percentiles.of(scores.kld()),
                deltaP.mean(),
                Percentiles.of(scores.deltaP()),
                squaredDeltaP.mean().sqrt(),
                Estimate.ofShare(scores.sameTops(), tokens),
                drift(scores));
    }

    /// Of so many tokens one has another likeliest successor than the reference says; infinite when none has.
    @JsonIgnore
    public double getOnceIn() {
        return 1 / (1 - sameTop.value());
    }

    private static double correlation(double covariance, Estimate a, Estimate b) {
        double errors = a.error() * b.error();
        return errors > 0 ? covariance / errors : 1;
    }

    private static double differenceError(double a, double b, double covariance) {
        return Math.sqrt(Math.max(0, a * a + b * b - 2 * covariance));
    }

    private static List<Drift> drift(TokenScores scores) {
        LogitsShape shape = scores.shape();
        int positions = shape.scoredPerChunk();
        int steps = Math.min(DRIFT_STEPS, positions);
        List<Drift> drift = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            int from = positions * step / steps;
            int to = positions * (step + 1) / steps;
            var kld = new Sums();
            IntStream.range(0, shape.chunks())
                    .flatMap(chunk -> IntStream.range(chunk * positions + from, chunk * positions + to))
                    .forEach(token -> kld.add(scores.kld(token)));
            drift.add(new Drift(shape.firstScored() + from, shape.firstScored() + to, kld.mean()));
        }
        return drift;
    }

    private static final class Sums {

        private double sum;
        private double squares;
        private long count;

        void add(double value) {
            sum += value;
            squares += value * value;
            count++;
        }

        Estimate mean() {
            return Estimate.ofMean(sum, squares, count);
        }
    }
}
