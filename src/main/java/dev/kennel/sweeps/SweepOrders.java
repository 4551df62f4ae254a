package dev.kennel.sweeps;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.catalog.Models;
import dev.kennel.jobs.Job;
import dev.kennel.jobs.Jobs;
import dev.kennel.worker.TaskFailure;

/// Reads a sweep's order back from its job.
@ApplicationScoped
class SweepOrders {

    private final Jobs jobs;
    private final Models models;
    private final Sources sources;
    private final ObjectMapper json;

    SweepOrders(Jobs jobs, Models models, Sources sources, ObjectMapper json) {
        this.jobs = jobs;
        this.models = models;
        this.sources = sources;
        this.json = json;
    }

    JsonNode write(SweepOrder order) {
        return json.valueToTree(order);
    }

    SweepOrder order(Job job) {
        try {
            return json.treeToValue(job.request, SweepOrder.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The order of job " + job.id + " cannot be read", e);
        }
    }

    SweepShare share(JsonNode work) {
        try {
            return json.treeToValue(work, SweepShare.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The work of a share cannot be read: " + work, e);
        }
    }

    /// What the job is encoded on.
    String device(long jobId) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> order(jobs.findById(jobId)).device());
    }

    /// The files that the job's workers read.
    ///
    /// @throws TaskFailure when the model was deleted meanwhile, or its importance matrix
    Source source(long jobId) throws TaskFailure {
        return QuarkusTransaction.joiningExisting()
                .call(() -> find(jobId))
                .orElseThrow(() -> new TaskFailure(
                        "The model of this job was deleted, or its importance matrix was. Discard the job."));
    }

    private Optional<Source> find(long jobId) {
        SweepOrder order = order(jobs.findById(jobId));
        return models.findByIdOptional(order.modelId()).flatMap(model -> sources.as(model, order.imatrix()));
    }
}
