package dev.kennel.bundles;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.catalog.Companion;
import dev.kennel.catalog.Models;
import dev.kennel.catalog.Quant;
import dev.kennel.features.FeatureVersion;
import dev.kennel.features.Features;
import dev.kennel.responses.FeatureRun;
import dev.kennel.responses.Response;
import dev.kennel.responses.Responses;
import dev.kennel.steer.FeatureFigures.VectorFigures;

/// Finds along which features bundles of a quant may be steered. Called in a transaction.
@ApplicationScoped
class Candidates {

    private final Responses responses;
    private final Models models;
    private final Features features;

    Candidates(Responses responses, Models models, Features features) {
        this.responses = responses;
        this.models = models;
        this.features = features;
    }

    /// By name, from the newest run of each.
    List<Candidate> of(Quant quant) {
        List<Companion> companions = models.companions(quant.model);
        return responses.newest(quant.model.sourceSha256, quant.artifact.sha256).stream()
                .map(run -> candidate(run, companions))
                .toList();
    }

    private Candidate candidate(FeatureRun run, List<Companion> companions) {
        Optional<VectorFigures> figures = run.figures().vector();
        if (figures.isEmpty()) {
            return Candidate.without(run, "It was asked without a control vector. Extract one, and ask again.");
        }
        Optional<Double> dose = figures.get().steerability().dose();
        if (dose.isEmpty()) {
            return Candidate.without(
                    run,
                    "Its dose is not available: as far as the probes tell, this quant or its base may not answer to the"
                            + " vector at all.");
        }
        Response response = responses.require(run.response());
        Optional<Companion> vector = companions.stream()
                .filter(companion -> companion.kind == Companion.Kind.CONTROL_VECTOR)
                .filter(companion -> companion.sha256.equals(response.vectorSha256))
                .findFirst();
        if (vector.isEmpty()) {
            return Candidate.without(
                    run,
                    "The control vector " + response.vectorName
                            + " that was driven is not kept any more. Ask again with one that is.");
        }
        Optional<FeatureVersion> version = features.byDigest(response.featureSha256);
        return version.map(found -> Candidate.with(
                        run, new Candidate.Parts(response, found, vector.get(), figures.get(), dose.get())))
                .orElseGet(() -> Candidate.without(
                        run, "The version of the feature that was asked about was deleted. Ask again."));
    }
}
