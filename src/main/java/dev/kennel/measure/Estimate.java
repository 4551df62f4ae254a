package dev.kennel.measure;

/// A mean with its standard error.
public record Estimate(double value, double error) {

    /// Of a text's perplexity.
    ///
    /// @param nll the tokens' negative log-likelihoods in nats
    /// @param count of them that count, from the first on
    public static Estimate ofPerplexity(float[] nll, int count) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            sum += nll[i];
            squares += (double) nll[i] * nll[i];
        }
        return ofMean(sum, squares, count).exp();
    }

    /// Of a quantity that was drawn `count` times.
    ///
    /// @param sum of the draws
    /// @param squares sum of their squares
    public static Estimate ofMean(double sum, double squares, long count) {
        double mean = sum / count;
        double variance = squares / count - mean * mean;
        return new Estimate(mean, variance > 0 && count > 1 ? Math.sqrt(variance / (count - 1)) : 0);
    }

    /// Of a share: `hits` of `count`.
    static Estimate ofShare(long hits, long count) {
        double share = (double) hits / count;
        return new Estimate(share, count > 1 ? Math.sqrt(share * (1 - share) / (count - 1)) : 0);
    }

    /// e to this.
    Estimate exp() {
        double power = Math.exp(value);
        return new Estimate(power, power * error);
    }

    /// The square root of this.
    Estimate sqrt() {
        double root = Math.sqrt(value);
        return new Estimate(root, root > 0 ? error / (2 * root) : 0);
    }
}
