package dev.kennel.catalog;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.gguf.ModelFacts;
import dev.kennel.jobs.Jobs;

/// Gathers what a model's page shows.
@ApplicationScoped
class ModelViews {

    private final Models models;
    private final CatalogLookup lookup;
    private final QuantTable quants;
    private final SteeringTables steering;
    private final Jobs jobs;
    private final Chooser chooser;

    ModelViews(
            Models models,
            CatalogLookup lookup,
            QuantTable quants,
            SteeringTables steering,
            Jobs jobs,
            Chooser chooser) {
        this.models = models;
        this.lookup = lookup;
        this.quants = quants;
        this.steering = steering;
        this.jobs = jobs;
        this.chooser = chooser;
    }

    /// With the commonest evaluation, the largest quant first.
    ModelView of(Model model) {
        return of(model, QuantOrder.LARGEST_FIRST, ModelShow.USUAL);
    }

    ModelView of(Model model, QuantOrder order, ModelShow show) {
        QuantListing listing = quants.of(model, order, show.evaluation(), show.timing());
        Optional<ModelFacts> facts = lookup.facts(model);
        return new ModelView(
                model,
                models.files(model),
                models.companions(model),
                listing,
                order,
                show,
                facts,
                choice(model, listing, facts, show),
                steering.of(model, listing),
                jobs.activeAbout(model.repository.path()));
    }

    private Optional<QuantChoice> choice(
            Model model, QuantListing listing, Optional<ModelFacts> facts, ModelShow show) {
        if (listing.rows().isEmpty()) {
            return Optional.empty();
        }
        return facts.map(known -> chooser.choose(
                listing.rows(), known.cache(), show.memoryBytes(), show.contextTokens(model.contextLength)));
    }
}
