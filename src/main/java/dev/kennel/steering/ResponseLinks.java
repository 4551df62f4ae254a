package dev.kennel.steering;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.catalog.Model;
import dev.kennel.catalog.Models;
import dev.kennel.features.Features;
import dev.kennel.jobs.JobState;
import dev.kennel.jobs.Jobs;
import dev.kennel.responses.Response;
import dev.kennel.web.Format;

/// Where what a response belongs to is found. A response outlives all of it.
@ApplicationScoped
class ResponseLinks {

    private final Models models;
    private final Features features;
    private final Jobs jobs;

    ResponseLinks(Models models, Features features, Jobs jobs) {
        this.models = models;
        this.features = features;
        this.jobs = jobs;
    }

    /// Addresses; empty for what is not there any more.
    record Links(Optional<String> model, Optional<String> vector, Optional<String> feature, Optional<String> job) {}

    /// Within a transaction.
    Links of(Response response) {
        Optional<Model> model = model(response.baseName);
        return new Links(
                model.map(_ -> "/" + response.baseName),
                Optional.ofNullable(response.vectorName)
                        .filter(name -> model.flatMap(found -> models.companion(found, name))
                                .isPresent())
                        .map(name -> VectorPage.address(response.baseName, name)),
                features.byDigest(response.featureSha256)
                        .map(version -> "/features/" + Format.urlPath(version.name) + "?version=" + version.digest),
                jobs.findByIdOptional(response.jobId)
                        .filter(job -> job.state != JobState.DISCARDED)
                        .map(job -> "/jobs/" + job.id));
    }

    private Optional<Model> model(String path) {
        int slash = path.indexOf('/');
        return models.named(path.substring(0, slash), path.substring(slash + 1));
    }
}
