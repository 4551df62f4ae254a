package dev.kennel.catalog;

import java.net.URI;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.derivations.DerivationChecks;
import dev.kennel.derivations.Rebuilds;
import dev.kennel.measurements.MeasuredLines;
import dev.kennel.responses.FeatureCurves;
import dev.kennel.responses.FeatureRun;
import dev.kennel.responses.Responses;

/// Gathers what a quant's page shows.
@ApplicationScoped
class QuantViews {

    private final CatalogLookup lookup;
    private final Quants quants;
    private final Models models;
    private final Recipes recipes;
    private final QuantTable table;
    private final MeasuredLines measurements;
    private final Responses responses;
    private final FeatureCurves curves;
    private final Rebuilds rebuilds;
    private final DerivationChecks checks;

    QuantViews(
            CatalogLookup lookup,
            Quants quants,
            Models models,
            Recipes recipes,
            QuantTable table,
            MeasuredLines measurements,
            Responses responses,
            FeatureCurves curves,
            Rebuilds rebuilds,
            DerivationChecks checks) {
        this.lookup = lookup;
        this.quants = quants;
        this.models = models;
        this.recipes = recipes;
        this.table = table;
        this.measurements = measurements;
        this.responses = responses;
        this.curves = curves;
        this.rebuilds = rebuilds;
        this.checks = checks;
    }

    /// @param server the address that the reader uses
    QuantView of(Quant quant, URI server) {
        List<ArtifactTensor> tensors = quants.tensors(quant.artifact);
        QuantListing listing = table.of(quant.model);
        QuantRow row = table.row(quant, listing);
        Optional<Companion> imatrix = imatrix(quant);
        List<FeatureRun> answers = responses.newest(quant.model.sourceSha256, quant.artifact.sha256);
        return new QuantView(
                quant,
                lookup.facts(quant.model),
                TensorMatrix.of(tensors),
                tensors.size(),
                Optional.ofNullable(quant.recipeDigest).flatMap(recipes::byDigest),
                imatrix.map(companion -> FileAddress.of(quant.model.repository, companion.filename)),
                row.calibratedOnTheText(),
                listing.charts(quant),
                models.files(quant.model),
                sameWeights(quant),
                new RunCommands(server, quant),
                row.incomplete(),
                row.quality(),
                row.speed(),
                measurements.of(quant.artifact.sha256),
                curves.of(answers),
                answers,
                row.portability(),
                rebuilds.newest(quant.artifact.sha256),
                checks.newest(quant.artifact.sha256));
    }

    private Optional<Companion> imatrix(Quant quant) {
        return models.companions(quant.model).stream()
                .filter(companion -> companion.sha256.equals(quant.imatrixSha256))
                .findFirst();
    }

    private List<Quant> sameWeights(Quant quant) {
        return quants.of(quant.model).stream()
                .filter(other -> !other.id.equals(quant.id))
                .filter(other -> other.artifact.weightsDigest.equals(quant.artifact.weightsDigest))
                .toList();
    }
}
