package dev.kennel.exports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;

import dev.kennel.catalog.CardFolder;
import dev.kennel.catalog.Cards;
import dev.kennel.catalog.Model;
import dev.kennel.catalog.Quant;
import dev.kennel.catalog.Quants;
import dev.kennel.measurements.Measurement;
import dev.kennel.measurements.Measurements;
import dev.kennel.measuring.FullMeasurements;
import dev.kennel.provenance.Statements;

/// What is said of an export's files: cards, the chart, and what the cards lead to:
/// measurements and statements of provenance.
@ApplicationScoped
class ExportTexts {

    private final Cards cards;
    private final Quants quants;
    private final Measurements measurements;
    private final FullMeasurements full;
    private final Statements statements;
    private final ObjectWriter json;

    ExportTexts(
            Cards cards,
            Quants quants,
            Measurements measurements,
            FullMeasurements full,
            Statements statements,
            ObjectMapper json) {
        this.cards = cards;
        this.quants = quants;
        this.measurements = measurements;
        this.full = full;
        this.statements = statements;
        this.json = json.writerWithDefaultPrettyPrinter();
    }

    /// @param chosen the quants that the folder has
    @Transactional
    List<ExportFile> of(Model model, List<Quant> chosen, CardFolder folder) {
        var files = new ArrayList<ExportFile>();
        files.add(ExportFile.text(CardFolder.README, cards.readme(model, folder)));
        Optional<String> chart = cards.chart(model, folder);
        chart.ifPresent(image -> files.add(ExportFile.text(CardFolder.CHART, image)));
        chosen.forEach(quant ->
                files.add(ExportFile.text(CardFolder.card(quant), cards.card(quant, folder, chart.isPresent()))));
        chosen.forEach(
                quant -> files.add(ExportFile.text(CardFolder.provenance(quant), written(statements.of(quant)))));
        measured(model, chosen).forEach(measurement -> files.add(text(measurement)));
        return files;
    }

    /// Of the quants that the cards have figures of, and of the base.
    private Stream<Measurement> measured(Model model, List<Quant> chosen) {
        Stream<Quant> elsewhere = quants.of(model).stream().filter(quant -> quant.madeElsewhere);
        Stream<String> files = Stream.concat(chosen.stream(), elsewhere).map(quant -> quant.artifact.sha256);
        return Stream.concat(files, Stream.of(model.sourceSha256))
                .distinct()
                .flatMap(file -> measurements.of(file).stream());
    }

    private ExportFile text(Measurement measurement) {
        return ExportFile.text(CardFolder.measurement(measurement.id), written(full.json(measurement)));
    }

    private String written(Object value) {
        try {
            return json.writeValueAsString(value) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(value + " cannot be written as JSON", e);
        }
    }
}
