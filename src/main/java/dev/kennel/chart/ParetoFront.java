package dev.kennel.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// The Pareto front: what nothing beats in both of two costs at once.
public final class ParetoFront {

    private ParetoFront() {}

    /// Those items that no other is at least as cheap as in both ways and cheaper in one; by rising first cost. Of
    /// items that cost the same in both ways, the first.
    public static <T> List<T> of(List<T> items, ToDoubleFunction<T> first, ToDoubleFunction<T> second) {
        List<T> sorted = items.stream()
                .sorted(Comparator.comparingDouble(first).thenComparingDouble(second))
                .toList();
        var front = new ArrayList<T>();
        double best = Double.POSITIVE_INFINITY;
        for (T item : sorted) {
            if (second.applyAsDouble(item) < best) {
                best = second.applyAsDouble(item);
                front.add(item);
            }
        }
        return front;
    }
}
