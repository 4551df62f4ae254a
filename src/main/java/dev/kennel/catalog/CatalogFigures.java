package dev.kennel.catalog;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import dev.kennel.measurements.Evaluation;
import dev.kennel.measurements.FigureTable;
import dev.kennel.measurements.Measurements;
import dev.kennel.measurements.QualityFigures;

/// How close the quants of many models are to their bases, each model's by what most of its quants were measured by.
@ApplicationScoped
class CatalogFigures {

    private final EntityManager entities;
    private final Measurements measurements;

    CatalogFigures(EntityManager entities, Measurements measurements) {
        this.entities = entities;
        this.measurements = measurements;
    }

    /// @return by the model's id; models of which nothing was measured are not in it
    Map<Long, List<MeasuredQuant>> of(Collection<Model> models) {
        List<Long> ids = models.stream().map(model -> model.id).toList();
        Map<Long, List<Quant>> quants = entities.createQuery(
                        "from Quant q join fetch q.artifact join fetch q.repository join fetch q.model m"
                                + " join fetch m.repository where q.model.id in ?1",
                        Quant.class)
                .setParameter(1, ids)
                .getResultStream()
                .collect(Collectors.groupingBy(quant -> quant.model.id));
        Map<String, Map<Evaluation, QualityFigures>> figures = measurements.quality(files(quants.values()));
        Set<String> calibrations = calibrations(ids);
        return quants.entrySet().stream()
                .map(entry -> Map.entry(entry.getKey(), measured(entry.getValue(), figures, calibrations)))
                .filter(entry -> !entry.getValue().isEmpty())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Set<String> files(Collection<List<Quant>> quants) {
        return quants.stream()
                .flatMap(List::stream)
                .map(quant -> quant.artifact.sha256)
                .collect(Collectors.toSet());
    }

    private static List<MeasuredQuant> measured(
            List<Quant> quants, Map<String, Map<Evaluation, QualityFigures>> figures, Set<String> calibrations) {
        Map<String, Map<Evaluation, QualityFigures>> own = files(List.of(quants)).stream()
                .filter(figures::containsKey)
                .collect(Collectors.toMap(Function.identity(), figures::get));
        FigureTable<Evaluation, QualityFigures> table = FigureTable.of(own, Optional.empty());
        return quants.stream()
                .flatMap(quant ->
                        table.of(quant.artifact.sha256).map(found -> measured(quant, found, calibrations)).stream())
                .toList();
    }

    private static MeasuredQuant measured(Quant quant, QualityFigures figures, Set<String> calibrations) {
        String text = figures.newest().evaluation().textSha256();
        return new MeasuredQuant(
                quant.nameOnItsBase(),
                (double) quant.artifact.bytes / quant.model.sourceBytes,
                quant.artifact.bitsPerWeight,
                figures.quality().kld(),
                quant.imatrixSha256 != null && calibrations.contains(pair(quant.imatrixSha256, text)));
    }

    /// Importance matrices with the texts that they were computed from.
    private Set<String> calibrations(List<Long> models) {
        return entities.createQuery("from Companion where modelId in ?1 and textSha256 is not null", Companion.class)
                .setParameter(1, models)
                .getResultStream()
                .map(companion -> pair(companion.sha256, companion.textSha256))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static String pair(String imatrix, String text) {
        return imatrix + " " + text;
    }
}
