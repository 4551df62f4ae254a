package dev.kennel.catalog;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import dev.kennel.jobs.Jobs;
import dev.kennel.measurements.ImportedLogitsFiles;

/// Takes a model out of the catalog with everything that belongs to it: its repository, the quants made of it here and
/// elsewhere, what is kept beside it. Blobs that only it used are collected afterwards; files that were imported by
/// reference are left alone. What was measured belongs to the files' digests and stays.
@ApplicationScoped
class ModelDeletion {

    private final Models models;
    private final Quants quants;
    private final Revisions revisions;
    private final ImportedLogitsFiles logits;
    private final Jobs jobs;
    private final EntityManager entities;

    ModelDeletion(
            Models models,
            Quants quants,
            Revisions revisions,
            ImportedLogitsFiles logits,
            Jobs jobs,
            EntityManager entities) {
        this.models = models;
        this.quants = quants;
        this.revisions = revisions;
        this.logits = logits;
        this.jobs = jobs;
        this.entities = entities;
    }

    /// A model that is not there any more is no error: two people may delete the same one.
    ///
    /// @throws dev.kennel.web.ProblemException while a job about it is under way
    @Transactional
    void delete(long id) {
        if (!lock(id)) {
            return;
        }
        Model model = models.findById(id);
        BusyProblem.refuse("The model " + model.repository.path(), jobs.activeAbout(model.repository.path()));
        Map<Repository, List<String>> elsewhere = filesElsewhere(model);
        logits.delete("modelId", id);
        quants.delete("model", model);
        elsewhere.forEach((publisher, files) ->
                revisions.remove(publisher, "Delete the quants of " + model.repository.path(), files));
        forget(model);
    }

    /// Against whatever enters something that belongs to the model.
    private boolean lock(long id) {
        return !entities.createNativeQuery("select id from model where id = :id for update", Long.class)
                .setParameter("id", id)
                .getResultList()
                .isEmpty();
    }

    /// The files of its quants in publishers' repositories, which are locked in this order.
    private Map<Repository, List<String>> filesElsewhere(Model model) {
        return quants.of(model).stream()
                .filter(quant -> !quant.repository.id.equals(model.repository.id))
                .collect(Collectors.groupingBy(
                        quant -> quant.repository,
                        () -> new TreeMap<>(Comparator.comparing((Repository repository) -> repository.id)),
                        Collectors.mapping(quant -> quant.filename, Collectors.toList())));
    }

    /// In this order: a quant holds its artifact, a model its repository. The rest goes with these.
    private void forget(Model model) {
        entities.flush();
        deleteFrom("Artifact where modelId", model.id);
        deleteFrom("Model where id", model.id);
        deleteFrom("Repository where id", model.repository.id);
    }

    private void deleteFrom(String place, long id) {
        entities.createQuery("delete from " + place + " = ?1")
                .setParameter(1, id)
                .executeUpdate();
    }
}
