package dev.kennel.imports;

import java.io.IOException;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.QuarkusTransactionException;

import dev.kennel.catalog.Model;
import dev.kennel.catalog.Models;
import dev.kennel.gguf.GgufModelFiles;
import dev.kennel.imports.Inspection.CompanionFile;
import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobFlow;
import dev.kennel.jobs.Work;
import dev.kennel.web.Problem;

/// Accepts imports: refuses at once what the headers show to be wrong, and leaves reading to a job.
@ApplicationScoped
public class Imports {

    private final ImportInspector inspector;
    private final Models models;
    private final ImportTargets targets;
    private final CompanionCheck companions;
    private final JobFlow flow;
    private final ObjectMapper json;

    Imports(
            ImportInspector inspector,
            Models models,
            ImportTargets targets,
            CompanionCheck companions,
            JobFlow flow,
            ObjectMapper json) {
        this.inspector = inspector;
        this.models = models;
        this.targets = targets;
        this.companions = companions;
        this.flow = flow;
        this.json = json;
    }

    /// @return the job's id
    /// @throws dev.kennel.web.ProblemException when the request cannot be met, saying why
    public long submit(ImportRequest request) throws IOException {
        Inspection inspection = inspector.inspect(request);
        try {
            return QuarkusTransaction.requiringNew().call(() -> create(request, inspection).id);
        } catch (QuarkusTransactionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        }
    }

    private Job create(ImportRequest request, Inspection inspection) throws IOException {
        String subject = request.base().isPresent() ? checkBase(request, inspection) : checkModel(request, inspection);
        Job job = flow.submit(ImportJob.NAME, title(request, inspection, subject), subject, json.valueToTree(request));
        flow.open(job, ReadStage.NAME, List.of(new Work(json.nullNode(), Math.max(1, inspection.bytes()))));
        return job;
    }

    private String checkModel(ImportRequest request, Inspection inspection) throws IOException {
        if (inspection.model().isEmpty()) {
            throw Problem.unprocessable("There is no model among the files")
                    .because("They are companions of a model.")
                    .next("Name the model that they belong to as 'base'.")
                    .exception();
        }
        GgufModelFiles model = inspection.model().get();
        BasePrecision.refuseQuantized(model);
        String name = targets.model(request).toString();
        var base =
                new CompanionBase(name, model.tensorInfos(), inspection.facts().orElseThrow());
        for (CompanionFile companion : inspection.companions()) {
            companions.describe(base, companion);
        }
        return name;
    }

    private String checkBase(ImportRequest request, Inspection inspection) throws IOException {
        Model base = targets.base(request);
        inspection.model().ifPresent(quant -> {
            ForeignQuantEntry.refuseSplit(quant);
            targets.quant(request, inspection.modelFiles().getFirst().filename());
            new BaseMatch(models.tensors(base), base.architecture).refuse(quant);
        });
        for (CompanionFile companion : inspection.companions()) {
            targets.refuseClaimed(base, companion.file().filename());
            companions.describe(base, companion);
        }
        return base.repository.path();
    }

    private static String title(ImportRequest request, Inspection inspection, String subject) {
        if (request.base().isEmpty()) {
            return "Importing " + subject;
        }
        return inspection.model().isPresent()
                ? "Importing a quant of " + subject
                : "Importing companions of " + subject;
    }
}
