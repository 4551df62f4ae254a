package dev.kennel.catalog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.catalog.Comparison.Differing;
import dev.kennel.catalog.Comparison.Pair;
import dev.kennel.measurements.Conditions;
import dev.kennel.measurements.FigureTable;
import dev.kennel.measurements.Figures;
import dev.kennel.measurements.Measurements;
import dev.kennel.measurements.Series;
import dev.kennel.web.Problem;

/// Puts quants side by side.
@ApplicationScoped
class Comparisons {

    static final int MOST = 4;

    private static final int NEIGHBOURS = 4;

    private final QuantTable table;
    private final Quants quants;
    private final Measurements measurements;
    private final Series series;

    Comparisons(QuantTable table, Quants quants, Measurements measurements, Series series) {
        this.table = table;
        this.quants = quants;
        this.measurements = measurements;
        this.series = series;
    }

    /// @param refs of the quants, in the order they are to stand in
    /// @param evaluation the key of the one that quality is to be of; else the one that most of them share
    /// @param timing likewise of speeds
    /// @throws dev.kennel.web.ProblemException when one is not there, or there are too many
    Comparison of(Model model, List<String> refs, Optional<String> evaluation, Optional<String> timing)
            throws IOException {
        List<Quant> wanted = wanted(model, refs);
        Set<String> files = wanted.stream().map(quant -> quant.artifact.sha256).collect(Collectors.toSet());
        QuantListing listing = table.of(
                model,
                QuantOrder.LARGEST_FIRST,
                evaluation.or(() -> commonest(measurements.quality(files))),
                timing.or(() -> commonest(measurements.speeds(files))));
        List<QuantRow> chosen = wanted.stream().map(listing::row).toList();
        List<List<ArtifactTensor>> tensors =
                chosen.stream().map(row -> quants.tensors(row.quant().artifact)).toList();
        return new Comparison(
                model,
                listing,
                chosen,
                pairs(chosen),
                tensors.stream().map(TensorMatrix::of).toList(),
                differing(tensors),
                neighbours(chosen, listing.rows()));
    }

    /// The key of the conditions that most of the files have figures of.
    private static <C extends Conditions, F extends Figures> Optional<String> commonest(
            Map<String, Map<C, F>> measured) {
        return FigureTable.of(measured, Optional.empty()).conditions().map(Conditions::key);
    }

    private List<Quant> wanted(Model model, List<String> refs) {
        Set<String> wanted = new LinkedHashSet<>(refs);
        if (wanted.size() > MOST) {
            throw Problem.badRequest("At most " + MOST + " quants stand side by side")
                    .because("These are " + wanted.size() + ".")
                    .exception();
        }
        List<Quant> all = quants.of(model);
        return wanted.stream()
                .map(ref -> all.stream()
                        .filter(quant -> QuantRef.of(model, quant).equalsIgnoreCase(ref))
                        .findFirst()
                        .orElseThrow(() -> Problem.notFound(model.repository.path() + " has no quant " + ref)
                                .next("The page of " + model.repository.path() + " lists those that are there.")
                                .exception()))
                .toList();
    }

    private List<Pair> pairs(List<QuantRow> chosen) {
        var pairs = new ArrayList<Pair>();
        for (int i = 0; i < chosen.size(); i++) {
            for (int j = i + 1; j < chosen.size(); j++) {
                QuantRow first = chosen.get(i);
                QuantRow second = chosen.get(j);
                if (first.quality().isPresent() && second.quality().isPresent()) {
                    series.difference(
                                    first.quality().get().newest(),
                                    second.quality().get().newest())
                            .ifPresent(difference -> pairs.add(new Pair(first, second, difference)));
                }
            }
        }
        return pairs;
    }

    private static List<Differing> differing(List<List<ArtifactTensor>> tensors) {
        if (tensors.size() < 2) {
            return List.of();
        }
        List<Map<String, String>> types = tensors.stream()
                .map(file -> file.stream()
                        .collect(Collectors.toMap(tensor -> tensor.name, tensor -> tensor.type.ggmlName())))
                .toList();
        var names = new LinkedHashSet<String>();
        tensors.forEach(file -> file.forEach(tensor -> names.add(tensor.name)));
        return names.stream()
                .map(name -> new Differing(
                        name,
                        types.stream()
                                .map(file -> Optional.ofNullable(file.get(name)))
                                .toList()))
                .filter(row -> row.types().stream().distinct().count() > 1)
                .toList();
    }

    private static List<QuantRow> neighbours(List<QuantRow> chosen, List<QuantRow> rows) {
        if (chosen.isEmpty() || chosen.size() == MOST) {
            return List.of();
        }
        long size = chosen.getFirst().quant().artifact.bytes;
        return rows.stream()
                .filter(row -> !chosen.contains(row))
                .sorted(Comparator.comparingLong(row -> Math.abs(row.quant().artifact.bytes - size)))
                .limit(NEIGHBOURS)
                .toList();
    }
}
