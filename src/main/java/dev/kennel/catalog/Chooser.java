package dev.kennel.catalog;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.catalog.QuantChoice.Pick;
import dev.kennel.catalog.QuantChoice.WhyNot;
import dev.kennel.gguf.CacheGeometry;
import dev.kennel.measure.MemoryUse;
import dev.kennel.measurements.PairedDifference;
import dev.kennel.measurements.Series;
import dev.kennel.web.Format;

/// Chooses a quant: among those that fit, the closest to the base; of those that cannot be told apart from it on the
/// same tokens, the smallest. Where nothing was measured, the largest that fits.
@ApplicationScoped
class Chooser {

    private static final int NEIGHBOURS = 4;
    private static final int MEASURED_NEIGHBOURS = 3;

    private final Series series;

    Chooser(Series series) {
        this.series = series;
    }

    /// @param memory bytes at hand
    /// @param context tokens
    QuantChoice choose(List<QuantRow> rows, CacheGeometry cache, long memory, long context) {
        OptionalLong compute = rows.stream()
                .flatMap(row -> row.memory().stream())
                .mapToLong(MemoryUse::compute)
                .max();
        List<Pick> all = rows.stream()
                .filter(row -> !row.incomplete())
                .map(row -> new Pick(row, MemoryNeed.of(row, cache, context, compute)))
                .toList();
        List<Pick> fitting =
                all.stream().filter(each -> each.need().bytes() <= memory).toList();
        List<Pick> measured = fitting.stream()
                .filter(each -> each.row().quality().isPresent())
                .toList();
        Optional<Pick> best = measured.stream().min(Comparator.comparingDouble(Chooser::kld));
        Optional<Pick> pick =
                best.map(closest -> smallestTied(measured, closest)).or(() -> largest(fitting));
        return new QuantChoice(
                memory,
                context,
                pick,
                fitting.size(),
                best.isPresent(),
                rows.stream().anyMatch(row -> row.quality().isPresent()),
                pick.map(chosen -> others(chosen, best, all, memory)).orElse(List.of()));
    }

    private static Optional<Pick> largest(List<Pick> fitting) {
        return fitting.stream().max(Comparator.comparingLong(Chooser::bytes));
    }

    private Pick smallestTied(List<Pick> measured, Pick best) {
        return measured.stream()
                .filter(other -> other == best || !differs(other, best))
                .min(Comparator.comparingLong(Chooser::bytes))
                .orElseThrow();
    }

    private boolean differs(Pick one, Pick other) {
        return series.difference(
                        one.row().quality().orElseThrow().newest(),
                        other.row().quality().orElseThrow().newest())
                .map(PairedDifference::significant)
                .orElse(true);
    }

    /// The nearest in size, from large to small: what was measured says why it is not the pick, so it has the most
    /// places.
    private List<WhyNot> others(Pick pick, Optional<Pick> best, List<Pick> all, long memory) {
        List<Pick> nearest = all.stream()
                .filter(other -> other.row() != pick.row())
                .filter(other -> other.row().sameWeightsAs().isEmpty())
                .sorted(Comparator.comparingLong(other -> Math.abs(bytes(other) - bytes(pick))))
                .toList();
        List<Pick> measured = nearest.stream()
                .filter(other -> other.row().quality().isPresent())
                .toList();
        Stream<Pick> first = measured.stream().limit(MEASURED_NEIGHBOURS);
        Stream<Pick> unknown =
                nearest.stream().filter(other -> other.row().quality().isEmpty());
        Stream<Pick> rest = measured.stream().skip(MEASURED_NEIGHBOURS);
        return Stream.of(first, unknown, rest)
                .flatMap(Function.identity())
                .limit(NEIGHBOURS)
                .sorted(Comparator.comparingLong(Chooser::bytes).reversed())
                .map(other -> new WhyNot(other.row(), reason(pick, best, other, memory)))
                .toList();
    }

    /// @param best the closest of those that fit, if any was measured
    private String reason(Pick pick, Optional<Pick> best, Pick other, long memory) {
        if (other.need().bytes() > memory) {
            return closer(pick, other) + "needs " + Format.size(other.need().bytes()) + ".";
        }
        String size = Format.size(Math.abs(bytes(other) - bytes(pick)));
        String relation = bytes(other) > bytes(pick) ? size + " larger" : size + " smaller";
        if (pick.row().quality().isEmpty()) {
            return Format.capital(relation) + ".";
        }
        if (other.row().quality().isEmpty()) {
            return Format.capital(relation) + ", and not measured yet.";
        }
        if (!differs(pick, other)) {
            return best.filter(closest -> bytes(other) < bytes(pick) && differs(closest, other))
                    .map(closest -> "%s, but measurably farther than %s, the closest: KLD %s against %s."
                            .formatted(
                                    Format.capital(relation),
                                    closest.row().name(),
                                    Format.decimals(kld(other), 5),
                                    Format.decimals(kld(closest), 5)))
                    .orElse("No measurable difference, " + relation + ".");
        }
        return "%s, KLD %s against %s; 99.9 %% %s against %s."
                .formatted(
                        Format.capital(relation),
                        Format.decimals(kld(other), 5),
                        Format.decimals(kld(pick), 5),
                        Format.decimals(worst(other), 4),
                        Format.decimals(worst(pick), 4));
    }

    private static String closer(Pick pick, Pick other) {
        boolean known =
                pick.row().quality().isPresent() && other.row().quality().isPresent();
        return known && kld(other) < kld(pick) ? "Closer (KLD " + Format.decimals(kld(other), 5) + "), but " : "It ";
    }

    private static double kld(Pick pick) {
        return pick.row().quality().orElseThrow().quality().kld().value();
    }

    private static double worst(Pick pick) {
        return pick.row().quality().orElseThrow().quality().klds().p999();
    }

    private static long bytes(Pick pick) {
        return pick.row().quant().artifact.bytes;
    }
}
