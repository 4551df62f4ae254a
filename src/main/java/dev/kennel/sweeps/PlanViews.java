package dev.kennel.sweeps;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.catalog.Model;
import dev.kennel.catalog.Quant;
import dev.kennel.catalog.Quants;
import dev.kennel.quantize.RecipePlan;
import dev.kennel.recipe.Recipe;
import dev.kennel.store.BlobStore;
import dev.kennel.sweeps.PlanView.QuantView;
import dev.kennel.sweeps.SweepPlan.PlannedQuant;

/// Plans a request and says what it would cost.
@ApplicationScoped
class PlanViews {

    /// Fallbacks that cost this much more than the recipe says are worth a warning.
    private static final double MUCH_MORE = 1.15;

    private final Sources sources;
    private final SweepPlans plans;
    private final SweepSubmission submission;
    private final BlobStore store;
    private final SweepEstimate estimate;
    private final Quants quants;

    PlanViews(
            Sources sources,
            SweepPlans plans,
            SweepSubmission submission,
            BlobStore store,
            SweepEstimate estimate,
            Quants quants) {
        this.sources = sources;
        this.plans = plans;
        this.submission = submission;
        this.store = store;
        this.estimate = estimate;
        this.quants = quants;
    }

    PlanView of(Model model, SweepRequest request) throws IOException {
        Source source = QuarkusTransaction.joiningExisting().call(() -> sources.of(model, request.imatrix()));
        SweepPlan plan = plans.of(source, request);
        Set<String> stored = submission.stored(plan);
        List<String> notes = common(plan.quants());
        Map<String, Quant> there = QuarkusTransaction.joiningExisting().call(() -> there(model));
        return new PlanView(
                model.repository.path(),
                source.imatrix().map(imatrix -> imatrix.filename),
                plan.quants().stream()
                        .map(quant -> view(quant, notes, replaced(quant, source, there)))
                        .toList(),
                notes,
                plan.leftOut(),
                plan.units().size(),
                stored.size(),
                plan.newBytes(stored),
                store.files().reserve().available(),
                estimate.seconds(plan, stored));
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

    /// The quants that were made here, by their recipes' names.
    private Map<String, Quant> there(Model model) {
        return quants.of(model).stream()
                .filter(quant -> !quant.madeElsewhere)
                .collect(Collectors.toMap(quant -> quant.name, Function.identity()));
    }

    /// What it means that there is a quant of the name, made with another recipe or other importance weights.
    private static Optional<String> replaced(PlannedQuant quant, Source source, Map<String, Quant> there) {
        Optional<String> imatrix =
                source.imatrix().filter(_ -> quant.plan().weighted()).map(matrix -> matrix.sha256);
        return Optional.ofNullable(there.get(quant.recipe().name))
                .filter(existing -> !existing.recipeDigest.equals(quant.recipe().digest)
                        || !Optional.ofNullable(existing.imatrixSha256).equals(imatrix))
                .map(existing ->
                        "Takes the place of the quant of this name, which was made with %s%s: only older revisions"
                                        .formatted(
                                                existing.imatrixName == null
                                                        ? "no importance matrix"
                                                        : existing.imatrixName,
                                                existing.recipeDigest.equals(quant.recipe().digest)
                                                        ? ""
                                                        : " and another version of the recipe")
                                + " keep its file.");
    }

    private static QuantView view(PlannedQuant quant, List<String> notes, Optional<String> replaced) {
        RecipePlan plan = quant.plan();
        Recipe recipe = quant.recipe().recipe();
        return new QuantView(
                quant.recipe().name,
                recipe.use(),
                quant.possible(),
                Optional.of(plan.fileBytes()).filter(bytes -> bytes > 0),
                Optional.of(plan.bitsPerWeight()).filter(bits -> bits > 0),
                plan.bitsAsked().filter(asked -> plan.bitsPerWeight() > MUCH_MORE * asked),
                recipe.imatrix() == Recipe.Imatrix.REQUIRED,
                plan.weighted(),
                plan.fallbacks(),
                plan.obstacles(),
                Stream.concat(replaced.stream(), plan.warnings().stream().filter(warning -> !notes.contains(warning)))
                        .toList(),
                quant.sameFile(),
                quant.sameWeights());
    }
}
