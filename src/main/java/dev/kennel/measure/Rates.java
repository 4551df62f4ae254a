package dev.kennel.measure;

import java.util.List;

/// Rates of several repetitions, in tokens a second.
///
/// @param samples in the order they were measured
/// @param mean of them
/// @param deviation their sample standard deviation; 0 for one sample
public record Rates(List<Double> samples, double mean, double deviation) {

    public Rates {
        samples = List.copyOf(samples);
    }

    /// @param samples at least one
    public static Rates of(List<Double> samples) {
        double mean = samples.stream().mapToDouble(rate -> rate).average().orElseThrow();
        double squares = samples.stream()
                .mapToDouble(rate -> (rate - mean) * (rate - mean))
                .sum();
        double deviation = samples.size() > 1 ? Math.sqrt(squares / (samples.size() - 1)) : 0;
        return new Rates(samples, mean, deviation);
    }
}
