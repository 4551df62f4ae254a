package dev.kennel.catalog;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.catalog.SteeringTable.Row;
import dev.kennel.responses.FeatureRun;
import dev.kennel.responses.Responses;

/// Gathers what models' files answered to features.
@ApplicationScoped
public class SteeringTables {

    private final Quants quants;
    private final Responses responses;

    SteeringTables(Quants quants, Responses responses) {
        this.quants = quants;
        this.responses = responses;
    }

    /// Within a transaction.
    public SteeringTable of(Model model) {
        return of(model, quants.of(model));
    }

    /// @param ordered the model's quants as its table has them
    SteeringTable of(Model model, List<Quant> ordered) {
        Set<String> files = new HashSet<>();
        files.add(model.sourceSha256);
        ordered.forEach(quant -> files.add(quant.artifact.sha256));
        Map<String, Map<String, FeatureRun>> runs = responses.newest(model.sourceSha256, files);
        var features = new TreeSet<String>();
        runs.values().forEach(byFeature -> features.addAll(byFeature.keySet()));
        List<Row> rows = ordered.stream()
                .filter(quant -> runs.containsKey(quant.artifact.sha256))
                .map(quant -> new Row(quant.nameOnItsBase(), quant.page(), runs.get(quant.artifact.sha256)))
                .toList();
        var base =
                new Row(QuantRef.BASE, "/" + model.repository.path(), runs.getOrDefault(model.sourceSha256, Map.of()));
        return new SteeringTable(List.copyOf(features), base, rows);
    }
}
