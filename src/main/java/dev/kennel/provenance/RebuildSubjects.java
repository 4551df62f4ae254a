package dev.kennel.provenance;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.catalog.Models;
import dev.kennel.catalog.Quant;
import dev.kennel.catalog.Quants;
import dev.kennel.catalog.Recipes;
import dev.kennel.sweeps.Source;
import dev.kennel.sweeps.SourceTensors;
import dev.kennel.sweeps.Sources;
import dev.kennel.worker.TaskFailure;

/// Finds what a quant was made of.
@ApplicationScoped
class RebuildSubjects {

    private final Quants quants;
    private final Models models;
    private final Recipes recipes;
    private final Sources sources;

    RebuildSubjects(Quants quants, Models models, Recipes recipes, Sources sources) {
        this.quants = quants;
        this.models = models;
        this.recipes = recipes;
        this.sources = sources;
    }

    /// @throws TaskFailure when the quant was deleted or replaced meanwhile, or its importance matrix is gone
    RebuildSubject of(RebuildOrder order) throws TaskFailure {
        Quant quant = QuarkusTransaction.joiningExisting()
                .call(() -> quants.findByIdOptional(order.quantId()))
                .filter(found -> found.artifact.sha256.equals(order.fileSha256()))
                .orElseThrow(() -> new TaskFailure("The quant " + order.quant()
                        + " was deleted or replaced since this job was submitted. Discard the job."));
        Source source = QuarkusTransaction.joiningExisting()
                .call(() -> sources.of(quant))
                .orElseThrow(() -> new TaskFailure(("The importance matrix %s (sha256 %s) that %s was made with is no"
                                + " longer beside its model. Import it again under that name, then retry the job.")
                        .formatted(quant.imatrixName, quant.imatrixSha256, order.quant())));
        return QuarkusTransaction.joiningExisting().call(() -> subject(quant, source));
    }

    private RebuildSubject subject(Quant quant, Source source) {
        return new RebuildSubject(
                quant,
                recipes.byDigest(quant.recipeDigest).orElseThrow().recipe(),
                source,
                models.files(quant.model),
                models.tensors(quant.model).stream().map(SourceTensors::of).toList(),
                quants.tensors(quant.artifact));
    }
}
