package dev.kennel.catalog;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.jobs.Jobs;
import dev.kennel.measurements.ImportedLogitsFiles;

/// Looks what would go with a model.
@ApplicationScoped
class ModelRemovals {

    private final Models models;
    private final Quants quants;
    private final ImportedLogitsFiles logits;
    private final BlobShares shares;
    private final Jobs jobs;

    ModelRemovals(Models models, Quants quants, ImportedLogitsFiles logits, BlobShares shares, Jobs jobs) {
        this.models = models;
        this.quants = quants;
        this.logits = logits;
        this.shares = shares;
        this.jobs = jobs;
    }

    ModelRemoval of(Model model) {
        Map<Boolean, List<Quant>> elsewhere =
                quants.of(model).stream().collect(Collectors.partitioningBy(quant -> quant.madeElsewhere));
        return new ModelRemoval(
                model,
                elsewhere.get(false),
                elsewhere.get(true),
                models.companions(model),
                logits.of(model.id).size(),
                models.files(model).stream().filter(file -> file.path != null).toList(),
                shares.of(model),
                jobs.activeAbout(model.repository.path()));
    }
}
