package dev.kennel.sweeps;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.catalog.LadderEntry;
import dev.kennel.catalog.Model;
import dev.kennel.catalog.ModelTensor;
import dev.kennel.catalog.Models;
import dev.kennel.catalog.RecipeVersion;
import dev.kennel.catalog.Recipes;
import dev.kennel.quantize.RecipePlan;
import dev.kennel.web.Problem;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.WorkerDied;

/// Turns a request for quants into a plan.
@ApplicationScoped
class SweepPlans {

    private final Recipes recipes;
    private final Models models;
    private final Planner planner;

    SweepPlans(Recipes recipes, Models models, Planner planner) {
        this.recipes = recipes;
        this.models = models;
        this.planner = planner;
    }

    /// Call it outside of a transaction: llama.cpp may take its time.
    ///
    /// @throws dev.kennel.web.ProblemException when a ladder or recipe is not there, or the model cannot be planned
    SweepPlan of(Source source, SweepRequest request) {
        Model model = source.model();
        List<RecipeVersion> ladder = QuarkusTransaction.joiningExisting().call(() -> ladder(request.ladder()));
        List<RecipeVersion> chosen = QuarkusTransaction.joiningExisting().call(() -> chosen(model, ladder, request));
        List<RecipePlan> plans = plans(source, chosen);
        List<ModelTensor> tensors = QuarkusTransaction.joiningExisting().call(() -> models.tensors(model));
        return SweepPlan.of(tensors, chosen, plans, leftOut(ladder, chosen));
    }

    private List<RecipePlan> plans(Source source, List<RecipeVersion> chosen) {
        try {
            return planner.plan(source, chosen);
        } catch (TaskFailure e) {
            throw cannotPlan(source, e).exception();
        } catch (WorkerDied | IOException e) {
            throw cannotPlan(source, e)
                    .next("The model is kept; see whether the current llama.cpp knows its architecture.")
                    .exception();
        }
    }

    private static Problem cannotPlan(Source source, Exception cause) {
        return Problem.unprocessable(
                        "llama.cpp cannot plan " + source.model().repository.path())
                .because(cause.getMessage());
    }

    /// A ladder stands for its recipes that suit the model; a recipe that is named is taken as it is.
    private List<RecipeVersion> chosen(Model model, List<RecipeVersion> ladder, SweepRequest request) {
        Map<String, RecipeVersion> chosen = new LinkedHashMap<>();
        ladder.stream()
                .filter(version -> version.suits(model.architecture))
                .forEach(version -> chosen.put(version.name, version));
        request.recipes().forEach(name -> chosen.computeIfAbsent(name, this::recipe));
        if (chosen.isEmpty()) {
            throw Problem.unprocessable("No recipe is chosen")
                    .next("Choose a ladder or at least one recipe.")
                    .exception();
        }
        return List.copyOf(chosen.values());
    }

    /// Names of the ladder's recipes that are meant for other architectures.
    private static List<String> leftOut(List<RecipeVersion> ladder, List<RecipeVersion> chosen) {
        List<String> names = chosen.stream().map(version -> version.name).toList();
        return ladder.stream()
                .map(version -> version.name)
                .filter(name -> !names.contains(name))
                .toList();
    }

    private List<RecipeVersion> ladder(Optional<String> name) {
        return name.map(this::ladder).orElse(List.of());
    }

    private List<RecipeVersion> ladder(String name) {
        LadderEntry ladder = recipes.ladder(name)
                .orElseThrow(() -> Problem.unprocessable("No ladder is named '" + name + "'")
                        .next("See /ladders for those that are there.")
                        .exception());
        return ladder.recipes.stream().map(this::recipe).toList();
    }

    private RecipeVersion recipe(String name) {
        return recipes.current(name).orElseThrow(() -> Problem.unprocessable("No recipe is named '" + name + "'")
                .next("See /recipes for those that are there.")
                .exception());
    }
}
