package dev.kennel.imports;

import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.catalog.Model;
import dev.kennel.catalog.Models;
import dev.kennel.catalog.Quants;
import dev.kennel.catalog.Repositories;
import dev.kennel.catalog.Repository;
import dev.kennel.catalog.RepositoryName;
import dev.kennel.catalog.Revisions;
import dev.kennel.jobs.JobNeeds;
import dev.kennel.web.Format;
import dev.kennel.web.Problem;

/// Where in the catalog an import is to go, and whether there is room for it. Asked when it is submitted, and again
/// when it is entered: another may have been faster.
@ApplicationScoped
class ImportTargets {

    private static final Pattern QUANT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,95}");

    /// Behind them the same address is a page in another form.
    private static final Pattern OTHER_FORM = Pattern.compile("(?i).*\\.(md|json)");

    private static final int LONGEST_TEXT = 300;

    private final Repositories repositories;
    private final Models models;
    private final Quants quants;
    private final Revisions revisions;
    private final JobNeeds needs;

    ImportTargets(Repositories repositories, Models models, Quants quants, Revisions revisions, JobNeeds needs) {
        this.repositories = repositories;
        this.models = models;
        this.quants = quants;
        this.revisions = revisions;
        this.needs = needs;
    }

    /// The repository of a new model.
    RepositoryName model(ImportRequest request) {
        refuseLong("origin", request.origin());
        refuseLong("licence", request.licence());
        RepositoryName name = repository(request);
        if (repositories.named(name.owner(), name.name()).isPresent()) {
            throw Problem.conflict("The name " + name + " is taken")
                    .field("repository", "There is a repository " + name + " already.")
                    .next("Choose another, or import what belongs to that model with it as 'base'.")
                    .exception();
        }
        return name;
    }

    private static void refuseLong(String field, Optional<String> text) {
        text.filter(typed -> typed.length() > LONGEST_TEXT).ifPresent(typed -> {
            throw Problem.unprocessable("The " + field + " is too long")
                    .field(
                            field,
                            "It has " + Format.grouped(typed.length()) + " characters; " + LONGEST_TEXT
                                    + " are enough to say it.")
                    .exception();
        });
    }

    Model base(ImportRequest request) {
        RepositoryName name = parse("base", request.base().orElseThrow());
        return models.named(name.owner(), name.name())
                .orElseThrow(() -> Problem.unprocessable("There is no model " + name)
                        .field("base", "No model has this name. Import the base first.")
                        .exception());
    }

    /// The place of a quant made elsewhere.
    QuantTarget quant(ImportRequest request, String filename) {
        RepositoryName repository = repository(request);
        String quant = request.quant().orElseGet(() -> QuantFileName.quantOf(filename));
        if (!QUANT.matcher(quant).matches() || OTHER_FORM.matcher(quant).matches()) {
            throw Problem.badRequest("'" + quant + "' cannot be the name of a quant")
                    .field(
                            "quant",
                            "Give a name of letters, digits, '.', '_', '+' and '-', 96 at most, that does not end in"
                                    + " .md or .json.")
                    .exception();
        }
        if (models.named(repository.owner(), repository.name()).isPresent()) {
            throw Problem.conflict(repository + " is the repository of a model, for what is made here")
                    .field(
                            "repository",
                            "Give the publisher's repository, " + repository.owner() + "-quants/" + repository.name()
                                    + " say.")
                    .exception();
        }
        refuseTaken(repository, quant, filename);
        return new QuantTarget(repository, quant);
    }

    private void refuseTaken(RepositoryName name, String quant, String filename) {
        repositories.named(name.owner(), name.name()).ifPresent(repository -> {
            if (quants.named(repository, quant).isPresent()) {
                throw Problem.conflict(name + " has a quant named " + quant + " already")
                        .field("quant", "Give another name, or delete that quant first.")
                        .exception();
            }
            if (hasFile(repository, filename)) {
                throw Problem.conflict(name + " has a file named " + filename + " already")
                        .next("Rename the file, or delete the quant that has it first.")
                        .exception();
            }
        });
    }

    /// Says no when the model's repository has a file of that name, a companion or a quant.
    void refuseTaken(Model model, String companion) {
        if (models.companion(model, companion).isPresent() || hasFile(model.repository, companion)) {
            throw Problem.conflict(model.repository.path() + " has a file named " + companion + " already")
                    .next("Rename the file, or delete the one that has its name first.")
                    .exception();
        }
    }

    /// Likewise, also when a job that is not over will add one of that name.
    void refuseClaimed(Model model, String companion) {
        refuseTaken(model, companion);
        needs.making(model.repository.path(), companion).stream().findFirst().ifPresent(job -> {
            throw Problem.conflict("Job " + job.id + " is about to add a file named " + companion + " to "
                            + model.repository.path())
                    .next("Choose another name, or cancel that job.")
                    .exception();
        });
    }

    private boolean hasFile(Repository repository, String filename) {
        return revisions
                .newest(repository)
                .flatMap(newest -> revisions.file(newest, filename))
                .isPresent();
    }

    private static RepositoryName repository(ImportRequest request) {
        RepositoryName name =
                parse("repository", request.repository().orElseThrow(() -> Problem.badRequest("A name is missing")
                        .field("repository", "Give the repository's name as owner/name.")
                        .exception()));
        if (OTHER_FORM.matcher(name.name()).matches()) {
            throw Problem.badRequest("'" + name + "' is not a name for a repository")
                    .field("repository", "It must not end in .md or .json: such addresses are those of cards.")
                    .exception();
        }
        return name;
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

    /// @param repository the publisher's
    record QuantTarget(RepositoryName repository, String quant) {}
}
