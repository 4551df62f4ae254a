package dev.kennel.measurements;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The quality of several files under one evaluation, so that every figure may be compared with every other.
///
/// @param evaluation that the figures are of; empty when nothing was measured
/// @param figures by file, of those that were measured so
/// @param others evaluations that some of the files were measured by
public record QualityTable(
        Optional<Evaluation> evaluation, Map<String, QualityFigures> figures, List<Evaluation> others) {

    /// @param quality by file, then by evaluation
    /// @param key of the evaluation that is wanted; else the one that most files were measured by, of equals the
    // last
    public static QualityTable of(Map<String, Map<Evaluation, QualityFigures>> quality, Optional<String> key) {
        Map<Evaluation, Long> uses = quality.values().stream()
                .flatMap(figures -> figures.keySet().stream())
                .collect(Collectors.groupingBy(evaluation -> evaluation, Collectors.counting()));
        List<Evaluation> ranked = uses.keySet().stream()
                .sorted(Comparator.<Evaluation>comparingLong(uses::get)
                        .thenComparing(evaluation -> lastUse(quality, evaluation))
                        .reversed())
                .toList();
        Optional<Evaluation> chosen = ranked.stream()
                .filter(evaluation -> key.filter(evaluation.key()::equals).isPresent())
                .findFirst()
                .or(() -> ranked.stream().findFirst());
        var figures = new HashMap<String, QualityFigures>();
        chosen.ifPresent(evaluation -> quality.forEach((file, byEvaluation) -> {
            if (byEvaluation.containsKey(evaluation)) {
                figures.put(file, byEvaluation.get(evaluation));
            }
        }));
        return new QualityTable(
                chosen,
                figures,
                ranked.stream()
                        .filter(evaluation -> !evaluation.equals(chosen.orElse(null)))
                        .toList());
    }

    private static long lastUse(Map<String, Map<Evaluation, QualityFigures>> quality, Evaluation evaluation) {
        return quality.values().stream()
                .filter(figures -> figures.containsKey(evaluation))
                .mapToLong(figures -> figures.get(evaluation).newest().measurement())
                .max()
                .orElse(0);
    }

    public Optional<QualityFigures> of(String file) {
        return Optional.ofNullable(figures.get(file));
    }
}
