package dev.kennel.sweeps;

import java.time.Instant;
import java.util.List;

/// How fast a sweep encodes, in million weights a second, all threads together.
///
/// @param lately in the last minutes; of a sweep that is over, on average
/// @param history means over equal spans of time; empty while there is little to tell
/// @param from when the history begins
/// @param until when it ends
public record SweepRate(double lately, List<Double> history, Instant from, Instant until) {

    static SweepRate none(Instant from, Instant until) {
        return new SweepRate(0, List.of(), from, until);
    }

    double highest() {
        return history.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }

    double lowest() {
        return history.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    }
}
