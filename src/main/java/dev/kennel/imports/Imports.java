package dev.kennel.imports;

import java.io.IOException;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.catalog.Model;
import dev.kennel.catalog.Models;
import dev.kennel.catalog.Repositories;
import dev.kennel.catalog.RepositoryName;
import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobFlow;
import dev.kennel.jobs.Work;
import dev.kennel.web.Problem;

/// Accepts imports: refuses at once what the headers show to be wrong, and leaves reading to a job.
@ApplicationScoped
public class Imports {

    private final ImportInspector inspector;
    private final Models models;
    private final Repositories repositories;
    private final JobFlow flow;
    private final ObjectMapper json;

    Imports(ImportInspector inspector, Models models, Repositories repositories, JobFlow flow, ObjectMapper json) {
        this.inspector = inspector;
        this.models = models;
        this.repositories = repositories;
        this.flow = flow;
        this.json = json;
    }

    /// @return the job's id
    /// @throws dev.kennel.web.ProblemException when the request cannot be met, saying why
    public long submit(ImportRequest request) throws IOException {
        Inspection inspection = inspector.inspect(request);
        return QuarkusTransaction.requiringNew().call(() -> create(request, inspection).id);
    }

    private Job create(ImportRequest request, Inspection inspection) {
        String subject = request.base().isPresent() ? checkBase(request, inspection) : checkModel(request, inspection);
        Job job = flow.submit(ImportJob.NAME, title(request, inspection, subject), subject, json.valueToTree(request));
        flow.open(job, ReadStage.NAME, List.of(new Work(json.nullNode(), Math.max(1, inspection.bytes()))));
        return job;
    }

    private String checkModel(ImportRequest request, Inspection inspection) {
        if (inspection.model().isEmpty()) {
            throw Problem.unprocessable("There is no model among the files")
                    .because("They are companions of a model.")
                    .next("Name the model that they belong to as 'base'.")
                    .exception();
        }
        RepositoryName name = name(request);
        if (repositories.named(name.owner(), name.name()).isPresent()) {
            throw Problem.conflict("The name " + name + " is taken")
                    .next("Choose another, or import what belongs to that model with it as 'base'.")
                    .field("repository", "There is a repository " + name + " already.")
                    .exception();
        }
        return name.toString();
    }

    private String checkBase(ImportRequest request, Inspection inspection) {
        Model base = base(request);
        inspection.model().ifPresent(quant -> {
            name(request);
            new BaseMatch(models.tensors(base), base.architecture).refuseForeign(quant);
        });
        return base.repository.path();
    }

    Model base(ImportRequest request) {
        RepositoryName name = parse("base", request.base().orElseThrow());
        return models.named(name.owner(), name.name())
                .orElseThrow(() -> Problem.unprocessable("There is no model " + name)
                        .field("base", "No model has this name. Import the base first.")
                        .exception());
    }

    RepositoryName name(ImportRequest request) {
        return parse("repository", request.repository().orElseThrow(() -> Problem.badRequest("A name is missing")
                .field("repository", "Give the repository's name as owner/name.")
                .exception()));
    }

    private static RepositoryName parse(String field, String text) {
        try {
            return RepositoryName.parse(text);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("'" + text + "' is not a name for a repository")
                    .field(field, e.getMessage())
                    .exception();
        }
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
