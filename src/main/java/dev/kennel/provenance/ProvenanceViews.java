package dev.kennel.provenance;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.catalog.Models;
import dev.kennel.catalog.Quant;
import dev.kennel.jobs.Jobs;
import dev.kennel.measurements.StoredEnvironments;

/// Gathers what a quant's page of provenance shows. Called in a transaction.
@ApplicationScoped
class ProvenanceViews {

    private final Models models;
    private final Jobs jobs;
    private final StoredEnvironments environments;
    private final EncodingVersions encodings;

    ProvenanceViews(Models models, Jobs jobs, StoredEnvironments environments, EncodingVersions encodings) {
        this.models = models;
        this.jobs = jobs;
        this.environments = environments;
        this.encodings = encodings;
    }

    ProvenanceView of(Quant quant) {
        return new ProvenanceView(
                quant,
                models.files(quant.model),
                encodings.of(quant),
                Optional.ofNullable(quant.jobId).flatMap(jobs::findByIdOptional),
                Optional.ofNullable(quant.madeIn).map(environments::of));
    }
}
