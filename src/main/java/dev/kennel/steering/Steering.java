package dev.kennel.steering;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.catalog.Model;
import dev.kennel.catalog.Quant;
import dev.kennel.catalog.QuantAddress;
import dev.kennel.catalog.QuantRef;
import dev.kennel.catalog.Quants;
import dev.kennel.features.Features;
import dev.kennel.responses.FeatureRun;
import dev.kennel.responses.Responses;
import dev.kennel.steering.SteeringTable.AskedFeature;
import dev.kennel.steering.SteeringTable.Row;

/// Gathers what is known of a model's steering.
@ApplicationScoped
class Steering {

    private final Quants quants;
    private final Features features;
    private final Responses responses;

    Steering(Quants quants, Features features, Responses responses) {
        this.quants = quants;
        this.features = features;
        this.responses = responses;
    }

    /// Within a transaction.
    SteeringTable of(Model model) {
        List<Quant> all = quants.of(model);
        List<String> files = new ArrayList<>(
                all.stream().map(quant -> quant.artifact.sha256).toList());
        files.add(model.sourceSha256);
        Map<String, Map<String, FeatureRun>> runs = responses.newest(files);
        List<Row> rows = new ArrayList<>();
        rows.add(new Row(QuantRef.BASE, Optional.empty(), runs.getOrDefault(model.sourceSha256, Map.of())));
        all.forEach(quant -> rows.add(new Row(
                QuantRef.of(model, quant),
                Optional.of(QuantAddress.page(quant)),
                runs.getOrDefault(quant.artifact.sha256, Map.of()))));
        var names = new TreeSet<String>();
        rows.forEach(row -> names.addAll(row.runs().keySet()));
        List<AskedFeature> asked = names.stream()
                .map(name -> new AskedFeature(
                        name, features.current(name).map(version -> version.feature().poles())))
                .toList();
        return new SteeringTable(asked, asked.isEmpty() ? List.of() : rows);
    }
}
