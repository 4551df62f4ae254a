package dev.kennel.measurements;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The figures of several files under the same conditions, so that each may be compared with every other.
///
/// @param conditions that the figures were measured under; empty when nothing was measured
/// @param figures by the SHA-256 of the file; files measured only otherwise are not in it
/// @param others under which some of the files were measured too
public record FigureTable<C extends Conditions, F extends Figures>(
        Optional<C> conditions, Map<String, F> figures, List<C> others) {

    /// @param measured by file, then by conditions
    /// @param key of the conditions that are wanted; else those that most files were measured under, of equals the
    ///     ones last used
    public static <C extends Conditions, F extends Figures> FigureTable<C, F> of(
            Map<String, Map<C, F>> measured, Optional<String> key) {
        List<C> ranked = ranked(measured);
        Optional<C> chosen = ranked.stream()
                .filter(conditions -> key.filter(conditions.key()::equals).isPresent())
                .findFirst()
                .or(() -> ranked.stream().findFirst());
        var figures = new HashMap<String, F>();
        chosen.ifPresent(conditions -> measured.forEach((file, byConditions) -> {
            if (byConditions.containsKey(conditions)) {
                figures.put(file, byConditions.get(conditions));
            }
        }));
        return new FigureTable<>(
                chosen,
                figures,
                ranked.stream()
                        .filter(conditions -> !conditions.equals(chosen.orElse(null)))
                        .toList());
    }

    /// The commonest first.
    private static <C extends Conditions, F extends Figures> List<C> ranked(Map<String, Map<C, F>> measured) {
        Map<C, Long> uses = measured.values().stream()
                .flatMap(figures -> figures.keySet().stream())
                .collect(Collectors.groupingBy(conditions -> conditions, Collectors.counting()));
        return uses.keySet().stream()
                .sorted(Comparator.<C>comparingLong(uses::get)
                        .thenComparing(conditions -> lastUse(measured, conditions))
                        .reversed())
                .toList();
    }

    private static <C extends Conditions, F extends Figures> long lastUse(
            Map<String, Map<C, F>> measured, C conditions) {
        return measured.values().stream()
                .filter(figures -> figures.containsKey(conditions))
                .mapToLong(figures -> figures.get(conditions).newestMeasurement())
                .max()
                .orElse(0);
    }

    public Optional<F> of(String file) {
        return Optional.ofNullable(figures.get(file));
    }
}
