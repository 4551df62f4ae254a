package dev.kennel.steer;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/// 95 % intervals of what is computed from probes, by the percentile bootstrap (Efron 1979): as many probes are drawn
/// with replacement, again and again. The same probes always give the same interval.
public final class Bootstrap {

    private static final int DRAWS = 2_000;
    private static final long SEED = 20_260_301;
    private static final double TAIL = 0.025;

    /// Draws without a number, of a ratio to nothing say, beyond which there is no interval.
    private static final int MOST_UNDEFINED = DRAWS / 20;

    private Bootstrap() {}

    /// Of a mean.
    public static Interval ofMean(double[] values) {
        return of(values.length, chosen -> mean(values, chosen)).orElseThrow();
    }

    /// @param count of probes
    /// @param statistic of the probes at these places
    /// @return empty when it is no number
    public static Optional<Interval> of(int count, ToDoubleFunction<int[]> statistic) {
        int[] all = new int[count];
        Arrays.setAll(all, i -> i);
        double value = statistic.applyAsDouble(all);
        if (!Double.isFinite(value)) {
            return Optional.empty();
        }
        var random = new SplittableRandom(SEED);
        double[] drawn = new double[DRAWS];
        int defined = 0;
        int[] chosen = new int[count];
        for (int draw = 0; draw < DRAWS; draw++) {
            Arrays.setAll(chosen, _ -> random.nextInt(count));
            double again = statistic.applyAsDouble(chosen);
            if (Double.isFinite(again)) {
                drawn[defined++] = again;
            }
        }
        if (DRAWS - defined > MOST_UNDEFINED) {
            return Optional.empty();
        }
        Arrays.sort(drawn, 0, defined);
        return Optional.of(new Interval(value, quantile(drawn, defined, TAIL), quantile(drawn, defined, 1 - TAIL)));
    }

    /// Between the nearest two of the sorted numbers.
    private static double quantile(double[] sorted, int count, double share) {
        double at = share * (count - 1);
        int below = (int) at;
        int above = Math.min(below + 1, count - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    static double mean(double[] values, int[] chosen) {
        double sum = 0;
        for (int i : chosen) {
            sum += values[i];
        }
        return sum / chosen.length;
    }
}
