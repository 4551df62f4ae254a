package dev.kennel.catalog;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.kennel.measurements.Evaluation;
import dev.kennel.measurements.FigureTable;
import dev.kennel.measurements.Place;
import dev.kennel.measurements.QualityFigures;
import dev.kennel.measurements.SpeedFigures;
import dev.kennel.measurements.Timing;

/// The quants of a model in an order, with what their figures are of.
///
/// @param usualPlace where most quality figures were measured: elsewhere the same file gives slightly other logits
record QuantListing(
        List<QuantRow> rows,
        FigureTable<Evaluation, QualityFigures> quality,
        FigureTable<Timing, SpeedFigures> speed,
        Optional<Place> usualPlace) {

    static QuantListing of(
            List<QuantRow> rows,
            FigureTable<Evaluation, QualityFigures> quality,
            FigureTable<Timing, SpeedFigures> speed) {
        return new QuantListing(rows, quality, speed, usualPlace(rows));
    }

    /// The row of a quant that is among them.
    QuantRow row(Quant quant) {
        return rows.stream()
                .filter(row -> row.quant().id.equals(quant.id))
                .findFirst()
                .orElseThrow();
    }

    /// What the base differs from its own stored logits: nothing smaller can be told apart. Empty where the figures are
    /// against something else.
    Optional<QualityFigures> floor(Model model) {
        return quality.conditions()
                .filter(evaluation -> evaluation.referenceSha256().equals(model.sourceSha256))
                .flatMap(_ -> quality.of(model.sourceSha256));
    }

    /// Those that the chart shows; none while fewer than two were measured.
    List<QuantRow> charted() {
        List<QuantRow> measured =
                rows.stream().filter(row -> row.quality().isPresent()).toList();
        return measured.size() < 2 ? List.of() : measured;
    }

    /// Whether the chart has this quant.
    boolean charts(Quant quant) {
        return charted().contains(row(quant));
    }

    QuantListing only(Predicate<QuantRow> wanted) {
        return of(rows.stream().filter(wanted).toList(), quality, speed);
    }

    private static Optional<Place> usualPlace(List<QuantRow> rows) {
        return rows.stream()
                .flatMap(row -> row.quality().stream())
                .map(figures -> figures.newest().place())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.<Place, Long>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.comparing(Place::words))))
                .map(Map.Entry::getKey);
    }
}
