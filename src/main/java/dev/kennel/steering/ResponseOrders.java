package dev.kennel.steering;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.jobs.Job;
import dev.kennel.jobs.Jobs;

/// The orders of jobs that ask files about features.
@ApplicationScoped
class ResponseOrders {

    private final Jobs jobs;
    private final ObjectMapper json;

    ResponseOrders(Jobs jobs, ObjectMapper json) {
        this.jobs = jobs;
        this.json = json;
    }

    ResponseOrder of(long jobId) {
        return QuarkusTransaction.joiningExisting().call(() -> of(jobs.findById(jobId)));
    }

    ResponseOrder of(Job job) {
        try {
            return json.treeToValue(job.request, ResponseOrder.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The order of job " + job.id + " cannot be read", e);
        }
    }
}
