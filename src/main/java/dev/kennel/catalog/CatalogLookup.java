package dev.kennel.catalog;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

import dev.kennel.gguf.ModelFacts;
import dev.kennel.web.Problem;

/// Finds what an address names, or says that it is not there.
@ApplicationScoped
class CatalogLookup {

    private static final String BROWSE = "The catalog lists what is there.";

    private final Repositories repositories;
    private final Models models;
    private final Quants quants;
    private final Revisions revisions;
    private final ObjectReader tolerant;

    CatalogLookup(Repositories repositories, Models models, Quants quants, Revisions revisions, ObjectMapper json) {
        this.repositories = repositories;
        this.models = models;
        this.quants = quants;
        this.revisions = revisions;
        this.tolerant = json.reader().without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    Repository repository(String owner, String name) {
        return repositories.named(owner, name).orElseThrow(() -> Problem.notFound(
                        "There is no repository " + owner + "/" + name)
                .next(BROWSE)
                .exception());
    }

    Model model(String owner, String name) {
        return models.named(owner, name).orElseThrow(() -> Problem.notFound("There is no model " + owner + "/" + name)
                .next(BROWSE)
                .exception());
    }

    /// @param owner of the repository that the quant's file is in
    Quant quant(String owner, String name, String quant) {
        Repository repository = repository(owner, name);
        return quants.named(repository, quant)
                .orElseThrow(() -> Problem.notFound(repository.path() + " has no quant " + quant)
                        .next("The page of " + repository.path() + " lists those that are there.")
                        .exception());
    }

    Companion companion(Model model, String filename) {
        return models.companion(model, filename)
                .orElseThrow(() -> Problem.notFound(model.repository.path() + " has no file " + filename + " beside it")
                        .next("The page of " + model.repository.path() + " lists those that are there.")
                        .exception());
    }

    Revision revision(Repository repository, String revision) {
        return revisions.resolve(repository, revision).orElseThrow(() -> Problem.notFound(
                        repository.path() + " has no revision " + revision)
                .next("Take 'main', a whole id, or the beginning of one, 7 digits or more.")
                .exception());
    }

    /// @param known the orders that there are
    static RuntimeException noSuchOrder(String order, List<String> known) {
        return Problem.badRequest("There is no such order")
                .because("sort=" + order + " is not known here.")
                .field("sort", "is none of " + String.join(", ", known))
                .exception();
    }

    /// What the model's GGUF says; empty when another version of Kennel wrote it down in another form.
    Optional<ModelFacts> facts(Model model) {
        try {
            return Optional.of(tolerant.treeToValue(model.facts, ModelFacts.class));
        } catch (JsonProcessingException unreadable) {
            return Optional.empty();
        }
    }
}
