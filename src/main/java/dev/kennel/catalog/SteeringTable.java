package dev.kennel.catalog;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.kennel.responses.FeatureRun;
import dev.kennel.web.Format;

/// How a model's base and quants answer to features: the newest run of each.
///
/// @param features names of those that any of them was asked about
/// @param base what the base said
/// @param quants those that were asked, in the order of the model's table
@Schema(name = "SteeringTable")
public record SteeringTable(List<String> features, Row base, List<Row> quants) {

    /// @param page of the file
    /// @param runs by the feature's name, in its order
    /// @param kld whether the quant's divergence is usual for its size; empty for the base
    @Schema(name = "SteeringRow")
    public record Row(String name, String page, Map<String, FeatureRun> runs, Optional<KldStanding> kld) {

        public Optional<FeatureRun> of(String feature) {
            return Optional.ofNullable(runs.get(feature));
        }

        /// "keeps 0.98 of hedging, 1.01 of creativity"; empty where no vector was driven.
        Optional<String> keptInWords() {
            String kept = runs.values().stream()
                    .filter(run -> run.kept().isPresent())
                    .map(run -> Format.decimals(run.kept().get().value(), 2) + " of " + run.feature())
                    .collect(Collectors.joining(", "));
            return kept.isEmpty() ? Optional.empty() : Optional.of("keeps " + kept);
        }

        /// "less hedged than the base: −0.120 ± 0.030, though its KLD is usual for its size", of each feature where
        /// that is so, without any vector.
        List<String> movedInWords() {
            return runs.values().stream()
                    .flatMap(run -> run.otherwise().stream())
                    .map(words -> words + beside())
                    .toList();
        }

        /// ", though its KLD is usual for its size": how words go on that say that it behaves otherwise.
        public String beside() {
            return kld.map(KldStanding::beside).orElse("");
        }
    }

    /// What the table has of a quant.
    ///
    /// @param page of the quant
    Optional<Row> row(String page) {
        return quants.stream().filter(row -> row.page().equals(page)).findFirst();
    }

    /// Whether nothing was asked yet.
    @JsonIgnore
    public boolean isBlank() {
        return features.isEmpty();
    }

    /// Quants that behave otherwise than the base without any vector, with the words for it: those first whose
    /// divergence does not show it.
    @JsonIgnore
    public List<Moved> moved() {
        return quants.stream()
                .sorted(Comparator.comparing(row -> row.kld().orElseThrow()))
                .flatMap(row -> row.movedInWords().stream().map(words -> new Moved(row, words)))
                .toList();
    }

    /// @param words "less hedged than the base: −0.120 ± 0.030, though its KLD is usual for its size"
    @Schema(hidden = true)
    public record Moved(Row row, String words) {}
}
