package dev.kennel.bundles;

import java.io.IOException;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.blob.Segment.Region;
import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobFlow;
import dev.kennel.jobs.Work;

/// Accepts jobs that prepare bundles.
@ApplicationScoped
class BundleSubmission {

    private final BundlePlanner planner;
    private final Bundles bundles;
    private final JobFlow flow;
    private final ObjectMapper json;

    BundleSubmission(BundlePlanner planner, Bundles bundles, JobFlow flow, ObjectMapper json) {
        this.planner = planner;
        this.bundles = bundles;
        this.flow = flow;
        this.json = json;
    }

    /// @return the job's id; it is over at once where everything is known
    /// @throws dev.kennel.web.ProblemException when it names what is not there, or what was not measured
    long submit(BundleRequest request) throws IOException {
        return QuarkusTransaction.requiringNew().call(() -> create(planner.plan(request)).id);
    }

    private Job create(BundlePlan plan) {
        BundleRequest request = plan.request();
        var order = new ChecksumOrder(request.owner(), request.name(), request.quant(), request.settings());
        String title = "Preparing a bundle of " + request.quant() + " of " + request.model();
        Job job = flow.submit(ChecksumJob.NAME, title, request.model(), json.valueToTree(order));
        long bytes = bundles.missing(plan).values().stream()
                .mapToLong(Region::length)
                .sum();
        flow.open(job, ChecksumStage.NAME, bytes == 0 ? List.of() : List.of(new Work(json.createObjectNode(), bytes)));
        return job;
    }
}
