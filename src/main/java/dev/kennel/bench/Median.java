package dev.kennel.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// What counts of a bench's rounds, whose number is odd.
final class Median {

    private Median() {}

    static double of(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /// Of the rounds' ratios: each dividend by the divisor of its own round.
    static <T> double ofRatios(List<T> dividends, List<T> divisors, ToDoubleFunction<T> value) {
        return of(IntStream.range(0, dividends.size())
                .mapToObj(round -> value.applyAsDouble(dividends.get(round)) / value.applyAsDouble(divisors.get(round)))
                .toList());
    }
}
