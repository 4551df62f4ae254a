package dev.kennel.sweeps;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;

import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.catalog.Model;
import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.RecipePlan;
import dev.kennel.recipe.Recipe;
import dev.kennel.store.BlobStore;
import dev.kennel.sweeps.PlanView.QuantView;
import dev.kennel.sweeps.SweepPlan.PlannedQuant;
import dev.kennel.sweeps.SweepPlan.PlannedUnit;

/// Plans a request and says what it would cost.
@ApplicationScoped
class PlanViews {

    private static final double NANOS = 1e9;

    private final Sources sources;
    private final SweepPlans plans;
    private final SweepSubmission submission;
    private final BlobStore store;
    private final EntityManager entities;

    PlanViews(Sources sources, SweepPlans plans, SweepSubmission submission, BlobStore store, EntityManager entities) {
        this.sources = sources;
        this.plans = plans;
        this.submission = submission;
        this.store = store;
        this.entities = entities;
    }

    PlanView of(Model model, SweepRequest request) throws IOException {
        Source source = QuarkusTransaction.joiningExisting().call(() -> sources.of(model, request.imatrix()));
        SweepPlan plan = QuarkusTransaction.joiningExisting().call(() -> plans.of(model, source, request));
        Set<String> stored = submission.stored(plan);
        List<String> notes = common(plan.quants());
        return new PlanView(
                model.repository.path(),
                source.imatrix().map(imatrix -> imatrix.filename),
                plan.quants().stream().map(quant -> view(quant, notes)).toList(),
                notes,
                plan.units().size(),
                stored.size(),
                plan.newBytes(stored),
                store.files().reserve().available(),
                estimate(plan, stored));
    }

    /// Warnings that all quants share which can be made: said once, they are read.
    private static List<String> common(List<PlannedQuant> quants) {
        List<PlannedQuant> possible =
                quants.stream().filter(PlannedQuant::possible).toList();
        if (possible.size() < 2) {
            return List.of();
        }
        return possible.getFirst().plan().warnings().stream()
                .filter(warning -> possible.stream()
                        .allMatch(quant -> quant.plan().warnings().contains(warning)))
                .toList();
    }

    private static QuantView view(PlannedQuant quant, List<String> notes) {
        RecipePlan plan = quant.plan();
        Recipe recipe = quant.recipe().recipe();
        return new QuantView(
                quant.recipe().name,
                recipe.use(),
                quant.possible(),
                plan.fileBytes(),
                plan.bitsPerWeight(),
                recipe.imatrix() == Recipe.Imatrix.REQUIRED,
                plan.weighted(),
                plan.fallbacks(),
                plan.obstacles(),
                plan.warnings().stream()
                        .filter(warning -> !notes.contains(warning))
                        .toList(),
                quant.sameFile(),
                quant.sameWeights());
    }

    /// None while a type has no rate yet.
    private Optional<Long> estimate(SweepPlan plan, Set<String> stored) {
        Map<GgmlType, Double> nanosPerWeight = pastRates();
        double nanos = 0;
        for (PlannedUnit unit : plan.units().values()) {
            if (stored.contains(unit.key().hex())) {
                continue;
            }
            Double rate = nanosPerWeight.get(unit.type());
            if (rate == null) {
                return Optional.empty();
            }
            nanos += rate * unit.elements();
        }
        return Optional.of(Math.round(nanos / NANOS / Runtime.getRuntime().availableProcessors()));
    }

    @SuppressWarnings("unchecked")
    private Map<GgmlType, Double> pastRates() {
        Map<GgmlType, Double> rates = new EnumMap<>(GgmlType.class);
        List<Tuple> rows = QuarkusTransaction.joiningExisting()
                .call(() -> entities.createNativeQuery("""
                        select type, 1.0 * sum(nanos) / sum(elements) as rate
                        from sweep_unit where nanos is not null group by type
                        """, Tuple.class).getResultList());
        rows.forEach(row -> rates.put(
                GgmlType.valueOf(row.get("type", String.class)),
                row.get("rate", Number.class).doubleValue()));
        return rates;
    }
}
