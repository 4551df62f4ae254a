package dev.kennel.measuring;

import java.io.IOException;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.blob.Sha256;
import dev.kennel.catalog.Model;
import dev.kennel.catalog.Models;
import dev.kennel.imports.ComputedCompanions;
import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobFlow;
import dev.kennel.jobs.Work;
import dev.kennel.measure.EvaluationSettings;
import dev.kennel.measurements.StoredTexts;
import dev.kennel.measuring.MeasureOrder.Reading;
import dev.kennel.web.Problem;

/// Accepts jobs that compute importance matrices.
@ApplicationScoped
public class ImatrixSubmission {

    private final MeasurePlanner planner;
    private final Models models;
    private final ComputedCompanions companions;
    private final StoredTexts texts;
    private final JobFlow flow;
    private final ObjectMapper json;

    ImatrixSubmission(
            MeasurePlanner planner,
            Models models,
            ComputedCompanions companions,
            StoredTexts texts,
            JobFlow flow,
            ObjectMapper json) {
        this.planner = planner;
        this.models = models;
        this.companions = companions;
        this.texts = texts;
        this.flow = flow;
        this.json = json;
    }

    /// @return the job's id
    /// @throws dev.kennel.web.ProblemException when the text is not there or too short, or the name is taken
    public long submit(long modelId, ImatrixRequest request) throws IOException {
        String text = request.text().orElseThrow(() -> refused("text", "Choose a text."));
        EvaluationSettings settings = planner.settings(request.context(), request.chunks(), request.device());
        Model model = QuarkusTransaction.joiningExisting().call(() -> {
            Model found = models.findById(modelId);
            found.repository.path();
            return found;
        });
        Reading reading = planner.reading(model, text, settings).reading();
        String filename = request.filename().orElse(model.repository.name + "-" + reading.name() + ".imatrix.gguf");
        ComputedCompanions.nameProblem(filename).ifPresent(problem -> {
            throw refused("filename", problem);
        });
        var order = new ImatrixOrder(modelId, filename, reading, licence(reading), settings);
        return QuarkusTransaction.requiringNew().call(() -> create(order).id);
    }

    /// Noted now: the text may be deleted while the job waits.
    private String licence(Reading reading) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> texts.of(reading.sha256()).map(text -> text.licence).orElse(null));
    }

    private Job create(ImatrixOrder order) {
        Model model = models.findById(order.modelId());
        companions.refuseTaken(model, order.filename());
        String path = model.repository.path();
        String title = "Computing an importance matrix of " + path;
        Job job = flow.submit(ImatrixJob.NAME, title, path, json.valueToTree(order));
        flow.hold(
                job,
                Set.of(new Sha256(order.reading().sha256())),
                Problem.unprocessable(
                                "The store lost the text " + order.reading().name())
                        .next("Add it again."));
        flow.open(
                job,
                ImatrixStage.NAME,
                List.of(new Work(json.createObjectNode(), order.reading().chunks())));
        return job;
    }

    private static RuntimeException refused(String field, String message) {
        return Problem.unprocessable("This importance matrix cannot be computed")
                .field(field, message)
                .exception();
    }
}
