package dev.kennel.catalog;

import java.util.List;
import java.util.Optional;

import dev.kennel.measure.UsualKld;
import dev.kennel.measure.UsualKld.Point;

/// Where each quant of a table stands, by the evaluation that the table shows.
final class KldStandings {

    private final Optional<UsualKld> usual;

    private KldStandings(Optional<UsualKld> usual) {
        this.usual = usual;
    }

    static KldStandings of(List<QuantRow> rows) {
        return new KldStandings(
                UsualKld.of(rows.stream().flatMap(row -> point(row).stream()).toList()));
    }

    KldStanding of(QuantRow row) {
        Optional<Point> point = point(row);
        if (point.isEmpty()) {
            return KldStanding.UNMEASURED;
        }
        return usual.map(known -> known.holds(point.get()) ? KldStanding.USUAL : KldStanding.ABOVE)
                .orElse(KldStanding.UNKNOWN);
    }

    private static Optional<Point> point(QuantRow row) {
        return row.quality()
                .map(figures -> new Point(
                        row.quant().artifact.bitsPerWeight,
                        figures.quality().kld().value()));
    }
}
