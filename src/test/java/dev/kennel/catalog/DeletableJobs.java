package dev.kennel.catalog;

import java.time.Instant;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobState;
import dev.kennel.jobs.Jobs;

/// Jobs that are under way for as long as a test likes, since nothing works on them.
@ApplicationScoped
class DeletableJobs {

    private final Jobs jobs;
    private final ObjectMapper json;

    DeletableJobs(Jobs jobs, ObjectMapper json) {
        this.jobs = jobs;
        this.json = json;
    }

    @Transactional
    long running(String kind, String subject, Map<String, Object> request) {
        var job = new Job();
        job.kind = kind;
        job.title = "At work on " + subject;
        job.subject = subject;
        job.request = json.valueToTree(request);
        job.state = JobState.RUNNING;
        job.stage = "";
        job.createdAt = Instant.now();
        jobs.persist(job);
        return job.id;
    }

    @Transactional
    void end(long id) {
        Job job = jobs.findById(id);
        job.state = JobState.FAILED;
        job.finishedAt = Instant.now();
    }
}
