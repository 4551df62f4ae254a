package dev.kennel.provenance;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.catalog.Companion;
import dev.kennel.catalog.Models;
import dev.kennel.catalog.Quant;
import dev.kennel.catalog.Recipes;
import dev.kennel.derivations.DerivationChecks;
import dev.kennel.derivations.Rebuilds;
import dev.kennel.jobs.Jobs;
import dev.kennel.measurements.StoredEnvironments;
import dev.kennel.provenance.ProvenanceView.PastRebuild;

/// Gathers what a quant's page of provenance shows. Called in a transaction.
@ApplicationScoped
class ProvenanceViews {

    private final Models models;
    private final Jobs jobs;
    private final StoredEnvironments environments;
    private final EncodingVersions encodings;
    private final QuantEncodersQuery encoders;
    private final Recipes recipes;
    private final Rebuilds rebuilds;
    private final DerivationChecks checks;

    ProvenanceViews(
            Models models,
            Jobs jobs,
            StoredEnvironments environments,
            EncodingVersions encodings,
            QuantEncodersQuery encoders,
            Recipes recipes,
            Rebuilds rebuilds,
            DerivationChecks checks) {
        this.models = models;
        this.jobs = jobs;
        this.environments = environments;
        this.encodings = encodings;
        this.encoders = encoders;
        this.recipes = recipes;
        this.rebuilds = rebuilds;
        this.checks = checks;
    }

    ProvenanceView of(Quant quant) {
        return new ProvenanceView(
                quant,
                models.files(quant.model),
                encodings.of(quant),
                encodedBy(quant),
                Optional.ofNullable(quant.recipeDigest).flatMap(recipes::byDigest),
                Optional.ofNullable(quant.jobId).flatMap(jobs::findByIdOptional),
                Optional.ofNullable(quant.madeIn).map(environments::of),
                rebuilds(quant),
                checks.newest(quant.artifact.sha256),
                models.companions(quant.model).stream()
                        .filter(companion -> companion.kind == Companion.Kind.IMATRIX)
                        .toList());
    }

    private String encodedBy(Quant quant) {
        return encoders.of(quant)
                .map(QuantEncoders::inWords)
                .orElseGet(() -> Objects.requireNonNullElse(quant.encoders, "not recorded"));
    }

    private List<PastRebuild> rebuilds(Quant quant) {
        return rebuilds.of(quant.artifact.sha256).stream()
                .map(rebuild -> new PastRebuild(rebuild, environments.of(rebuild.environment)))
                .toList();
    }
}
