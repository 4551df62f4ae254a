package dev.kennel.steering;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.blob.Sha256;
import dev.kennel.catalog.Models;
import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobFlow;
import dev.kennel.jobs.Work;
import dev.kennel.web.Format;
import dev.kennel.web.Problem;

/// Accepts jobs that ask files about features.
@ApplicationScoped
public class ResponseSubmission {

    private final ResponsePlanner planner;
    private final Models models;
    private final JobFlow flow;
    private final ObjectMapper json;

    ResponseSubmission(ResponsePlanner planner, Models models, JobFlow flow, ObjectMapper json) {
        this.planner = planner;
        this.models = models;
        this.flow = flow;
        this.json = json;
    }

    /// @return the job's id
    /// @throws dev.kennel.web.ProblemException when it names what is not there
    public long submit(long modelId, ResponseRequest request) {
        return QuarkusTransaction.requiringNew().call(() -> create(planner.plan(models.findById(modelId), request)).id);
    }

    private Job create(ResponseOrder order) {
        String model = models.findById(order.modelId()).repository.path();
        String title = order.quants().isEmpty()
                ? "Asking the base of " + model + " about "
                : "Asking " + Format.counted(order.quants().size(), "quant") + " of " + model + " about ";
        String features = order.asks().stream().map(ResponseOrder.Ask::feature).collect(Collectors.joining(", "));
        Job job = flow.submit(ResponseJob.NAME, title + features, model, json.valueToTree(order));
        flow.hold(
                job,
                vectors(order),
                Problem.unprocessable("The store lost a control vector of this job")
                        .next("Extract or import it again."));
        flow.open(job, BaseResponseStage.NAME, List.of(new Work(json.createObjectNode(), order.pairs())));
        return job;
    }

    private static Set<Sha256> vectors(ResponseOrder order) {
        return order.asks().stream()
                .flatMap(ask -> ask.vector().stream())
                .map(vector -> new Sha256(vector.blob()))
                .collect(Collectors.toSet());
    }
}
