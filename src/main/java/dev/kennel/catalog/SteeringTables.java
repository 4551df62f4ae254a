package dev.kennel.catalog;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.catalog.SteeringTable.Row;
import dev.kennel.responses.FeatureRun;
import dev.kennel.responses.Responses;

/// Gathers what models' files answered to features.
@ApplicationScoped
public class SteeringTables {

    private final QuantTable quants;
    private final Responses responses;

    SteeringTables(QuantTable quants, Responses responses) {
        this.quants = quants;
        this.responses = responses;
    }

    /// Within a transaction.
    public SteeringTable of(Model model) {
        return of(model, quants.of(model));
    }

    /// @param listing the model's quants as its table has them
    SteeringTable of(Model model, QuantListing listing) {
        Set<String> files = new HashSet<>();
        files.add(model.sourceSha256);
        listing.rows().forEach(row -> files.add(row.quant().artifact.sha256));
        Map<String, Map<String, FeatureRun>> runs = responses.newest(model.sourceSha256, files);
        var features = new TreeSet<String>();
        runs.values().forEach(byFeature -> features.addAll(byFeature.keySet()));
        KldStandings standings = KldStandings.of(listing.rows());
        List<Row> rows = listing.rows().stream()
                .filter(row -> runs.containsKey(row.quant().artifact.sha256))
                .map(row -> new Row(
                        row.name(), row.page(), runs.get(row.quant().artifact.sha256), Optional.of(standings.of(row))))
                .toList();
        var base = new Row(
                QuantRef.BASE,
                "/" + model.repository.path(),
                runs.getOrDefault(model.sourceSha256, Map.of()),
                Optional.empty());
        return new SteeringTable(List.copyOf(features), base, rows);
    }
}
