package dev.kennel.steer.run;

import java.lang.foreign.MemorySegment;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

/// What a model says of the next token: a logit a token of the vocabulary.
final class NextToken {

    private final float[] logits;
    private final double logSum;

    NextToken(MemorySegment logits) {
        this(logits.toArray(JAVA_FLOAT));
    }

    NextToken(float[] logits) {
        this.logits = logits;
        this.logSum = logSum(logits);
    }

    private static double logSum(float[] logits) {
        float highest = Float.NEGATIVE_INFINITY;
        for (float logit : logits) {
            highest = Math.max(highest, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - highest);
        }
        return highest + Math.log(sum);
    }

    double logProbability(int token) {
        return logits[token] - logSum;
    }

    /// Tokens of the vocabulary.
    int size() {
        return logits.length;
    }

    /// The largest difference of a logit; NaN where one is no number.
    double largestChange(NextToken other) {
        double largest = 0;
        for (int i = 0; i < logits.length; i++) {
            double change = Math.abs(other.logits[i] - logits[i]);
            if (!(change <= largest)) {
                largest = change;
            }
        }
        return largest;
    }

    int likeliest() {
        int likeliest = 0;
        for (int token = 1; token < logits.length; token++) {
            if (logits[token] > logits[likeliest]) {
                likeliest = token;
            }
        }
        return likeliest;
    }

    /// Kullback-Leibler divergence of another distribution from this one, in nats.
    double divergence(NextToken other) {
        double divergence = 0;
        for (int token = 0; token < logits.length; token++) {
            double log = logProbability(token);
            double probability = Math.exp(log);
            if (probability > 0) {
                divergence += probability * (log - other.logProbability(token));
            }
        }
        return divergence;
    }
}
