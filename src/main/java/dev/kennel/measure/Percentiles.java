package dev.kennel.measure;

import java.util.Arrays;

/// Where the values of a measure lie, as llama-perplexity prints it: between neighbours it interpolates linearly.
public record Percentiles(
        double max,
        double p999,
        double p99,
        double p95,
        double p90,
        double p75,
        double median,
        double p25,
        double p10,
        double p05,
        double p01,
        double p001,
        double min) {

    /// @param values at least one, in any order
    static Percentiles of(float[] values) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Percentiles(
                at(sorted, 1),
                at(sorted, 0.999),
                at(sorted, 0.99),
                at(sorted, 0.95),
                at(sorted, 0.9),
                at(sorted, 0.75),
                at(sorted, 0.5),
                at(sorted, 0.25),
                at(sorted, 0.1),
                at(sorted, 0.05),
                at(sorted, 0.01),
                at(sorted, 0.001),
                at(sorted, 0));
    }

    private static double at(float[] sorted, double fraction) {
        double place = fraction * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        double part = place - below;
        return (1 - part) * sorted[below] + part * sorted[above];
    }
}
