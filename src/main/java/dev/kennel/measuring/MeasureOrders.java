package dev.kennel.measuring;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.jobs.Job;
import dev.kennel.jobs.Jobs;

/// The orders of measurement jobs.
@ApplicationScoped
class MeasureOrders {

    private final Jobs jobs;
    private final ObjectMapper json;

    MeasureOrders(Jobs jobs, ObjectMapper json) {
        this.jobs = jobs;
        this.json = json;
    }

    JsonNode write(MeasureOrder order) {
        return json.valueToTree(order);
    }

    MeasureOrder of(long jobId) {
        return QuarkusTransaction.joiningExisting().call(() -> of(jobs.findById(jobId)));
    }

    MeasureOrder of(Job job) {
        try {
            return json.treeToValue(job.request, MeasureOrder.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The order of job " + job.id + " cannot be read", e);
        }
    }
}
