package dev.kennel.catalog;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.jobs.Jobs;

/// Gathers what a model's page shows.
@ApplicationScoped
class ModelViews {

    private final Models models;
    private final CatalogLookup lookup;
    private final QuantTable quants;
    private final Jobs jobs;

    ModelViews(Models models, CatalogLookup lookup, QuantTable quants, Jobs jobs) {
        this.models = models;
        this.lookup = lookup;
        this.quants = quants;
        this.jobs = jobs;
    }

    /// With the commonest evaluation, the largest quant first.
    ModelView of(Model model) {
        return of(model, QuantOrder.LARGEST_FIRST, ModelShow.USUAL);
    }

    ModelView of(Model model, QuantOrder order, ModelShow show) {
        QuantListing listing = quants.of(model, order, show.evaluation());
        return new ModelView(
                model,
                models.files(model),
                models.companions(model),
                listing.rows(),
                listing.quality(),
                order,
                show,
                lookup.facts(model),
                jobs.activeAbout(model.repository.path()));
    }
}
