package dev.kennel.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;

import dev.kennel.catalog.QuantRow.TypeUse;
import dev.kennel.gguf.GgmlType;
import dev.kennel.measurements.Conditions;
import dev.kennel.measurements.Evaluation;
import dev.kennel.measurements.FigureTable;
import dev.kennel.measurements.Figures;
import dev.kennel.measurements.Measurements;
import dev.kennel.measurements.Portability;
import dev.kennel.measurements.QualityFigures;
import dev.kennel.measurements.SpeedFigures;
import dev.kennel.measurements.Timing;
import dev.kennel.web.Problem;

/// Gathers what the table of a model's quants shows.
@ApplicationScoped
class QuantTable {

    private final EntityManager entities;
    private final Quants quants;
    private final Models models;
    private final Measurements measurements;

    QuantTable(EntityManager entities, Quants quants, Models models, Measurements measurements) {
        this.entities = entities;
        this.quants = quants;
        this.models = models;
        this.measurements = measurements;
    }

    /// @param evaluation the key of the one that quality figures are to be of; the commonest when absent
    /// @param timing likewise of speeds
    /// @throws dev.kennel.web.ProblemException when no quant has figures of it
    QuantListing of(Model model, QuantOrder order, Optional<String> evaluation, Optional<String> timing) {
        List<Quant> found = quants.of(model);
        List<Long> artifacts = found.stream().map(quant -> quant.artifact.id).toList();
        Map<Long, List<TypeUse>> types = types(artifacts);
        Set<Long> incomplete = quants.incomplete(artifacts);
        Set<String> files = found.stream().map(quant -> quant.artifact.sha256).collect(Collectors.toSet());
        Map<String, Map<Evaluation, QualityFigures>> measured = measurements.quality(withBase(model, files));
        Map<String, Map<Timing, SpeedFigures>> timed = measurements.speeds(files);
        FigureTable<Evaluation, QualityFigures> quality = table(model, "evaluation", measured, evaluation);
        FigureTable<Timing, SpeedFigures> speeds = table(model, "timing", timed, timing);
        Map<String, Portability> portability = measurements.portability(files);
        Map<String, String> calibration = calibration(model);
        var firstWithWeights = new HashMap<String, Quant>();
        var rows = new ArrayList<QuantRow>();
        found.stream().sorted(Comparator.comparing(quant -> quant.id)).forEach(quant -> {
            String file = quant.artifact.sha256;
            Quant first = firstWithWeights.putIfAbsent(quant.artifact.weightsDigest, quant);
            rows.add(new QuantRow(
                    quant,
                    types.getOrDefault(quant.artifact.id, List.of()),
                    Optional.ofNullable(first).map(other -> nameBeside(quant, other)),
                    (double) quant.artifact.bytes / model.sourceBytes,
                    incomplete.contains(quant.artifact.id),
                    quality.of(file),
                    speeds.of(file),
                    quality.of(file).isEmpty() && measured.containsKey(file),
                    speeds.of(file).isEmpty() && timed.containsKey(file),
                    newest(timed.get(file)).map(figures -> figures.speed().memory()),
                    portability.getOrDefault(file, Portability.UNKNOWN),
                    Optional.ofNullable(quant.imatrixSha256).map(calibration::get)));
        });
        return QuantListing.of(order.sort(rows), quality, speeds);
    }

    private static <C extends Conditions, F extends Figures> FigureTable<C, F> table(
            Model model, String field, Map<String, Map<C, F>> measured, Optional<String> key) {
        Optional<String> wanted = key.filter(text -> !text.isBlank());
        FigureTable<C, F> table = FigureTable.of(measured, wanted);
        wanted.filter(text -> table.conditions()
                        .filter(shown -> shown.key().equals(text))
                        .isEmpty())
                .ifPresent(text -> {
                    throw Problem.badRequest("There are no figures of this " + field)
                            .because("No quant of " + model.repository.path() + " was measured by '" + text + "'.")
                            .field(field, "is none of those that " + model.repository.path() + " has figures of")
                            .next("Leave it out for the commonest; the model's page has links to the others.")
                            .exception();
                });
        return table;
    }

    /// The newest of a file's figures, whatever the conditions.
    ///
    /// @param figures by conditions; null when there are none
    private static <F extends Figures> Optional<F> newest(Map<?, F> figures) {
        return Stream.ofNullable(figures)
                .flatMap(byConditions -> byConditions.values().stream())
                .max(Comparator.comparingLong(Figures::newestMeasurement));
    }

    /// Digests of the texts that importance matrices of the model were computed from, by the matrices' digests.
    private Map<String, String> calibration(Model model) {
        return models.companions(model).stream()
                .filter(companion -> companion.textSha256 != null)
                .collect(Collectors.toMap(
                        companion -> companion.sha256, companion -> companion.textSha256, (first, _) -> first));
    }

    /// The base's own figures are the floor.
    private static Set<String> withBase(Model model, Set<String> files) {
        var all = new HashSet<>(files);
        all.add(model.sourceSha256);
        return all;
    }

    /// All quants of a model, by what most of them were measured by.
    QuantListing of(Model model) {
        return of(model, QuantOrder.LARGEST_FIRST, Optional.empty(), Optional.empty());
    }

    /// A quant by itself.
    QuantRow row(Quant quant) {
        return row(quant, of(quant.model));
    }

    /// A quant of the listing by itself. What its base's other quants were not measured by says more than nothing: its
    /// own newest figures stand where the listing's are not there.
    QuantRow row(Quant quant, QuantListing listing) {
        QuantRow row = listing.row(quant);
        String file = quant.artifact.sha256;
        return row.with(
                row.quality().or(() -> newest(measurements.quality(Set.of(file)).get(file))),
                row.speed().or(() -> newest(measurements.speeds(Set.of(file)).get(file))));
    }

    private static String nameBeside(Quant quant, Quant other) {
        boolean sameRepository = quant.repository.id.equals(other.repository.id);
        return sameRepository ? other.name : other.repository.owner + "/" + other.name;
    }

    private Map<Long, List<TypeUse>> types(List<Long> artifacts) {
        var types = new HashMap<Long, List<TypeUse>>();
        entities.createQuery("""
                        select key.artifactId, type, count(*), sum(bytes) from ArtifactTensor
                        where key.artifactId in ?1 group by key.artifactId, type order by sum(bytes) desc
                        """, Tuple.class)
                .setParameter(1, artifacts)
                .getResultList()
                .forEach(row -> types.computeIfAbsent(row.get(0, Long.class), _ -> new ArrayList<>())
                        .add(new TypeUse(row.get(1, GgmlType.class), row.get(2, Long.class), row.get(3, Long.class))));
        return types;
    }
}
