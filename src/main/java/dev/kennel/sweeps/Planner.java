package dev.kennel.sweeps;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.catalog.RecipeVersion;
import dev.kennel.jobs.WorkerFactory;
import dev.kennel.quantize.EncodingVersion;
import dev.kennel.quantize.PlanTask;
import dev.kennel.quantize.RecipePlan;
import dev.kennel.recipe.Recipe;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.WorkerDied;
import dev.kennel.worker.WorkerJson;
import dev.kennel.worker.WorkerListener;
import dev.kennel.worker.WorkerProcess;

/// Plans quants: from what was planned before, and for the rest by asking llama.cpp in a worker.
@ApplicationScoped
class Planner {

    /// Plans are short; more at a time would only take memory from the jobs.
    private static final int WORKERS = 2;

    private static final String VERSION = "1 " + EncodingVersion.CURRENT;

    private final WorkerFactory workers;
    private final SweepConfig config;
    private final EntityManager entities;
    private final ObjectMapper json = WorkerJson.mapper();
    private final Semaphore turns = new Semaphore(WORKERS);

    Planner(WorkerFactory workers, SweepConfig config, EntityManager entities) {
        this.workers = workers;
        this.config = config;
        this.entities = entities;
    }

    /// The plans of these recipes, in their order.
    ///
    /// @throws TaskFailure when the model cannot be planned at all
    /// @throws WorkerDied when llama.cpp ended the worker
    List<RecipePlan> plan(Source source, List<RecipeVersion> recipes) throws TaskFailure, WorkerDied, IOException {
        Map<String, RecipePlan> plans = known(source, recipes);
        List<RecipeVersion> missing = recipes.stream()
                .filter(recipe -> !plans.containsKey(recipe.digest))
                .toList();
        if (!missing.isEmpty()) {
            plans.putAll(ask(source, missing));
        }
        return recipes.stream().map(recipe -> plans.get(recipe.digest)).toList();
    }

    private Map<String, RecipePlan> known(Source source, List<RecipeVersion> recipes) {
        return QuarkusTransaction.joiningExisting().call(() -> {
            var plans = new HashMap<String, RecipePlan>();
            entities.createQuery("""
                            from PlanEntry where key.modelId = ?1 and key.imatrix = ?2 and key.planner = ?3
                                and key.recipeDigest in ?4
                            """, PlanEntry.class)
                    .setParameter(1, source.model().id)
                    .setParameter(2, source.imatrixKey())
                    .setParameter(3, VERSION)
                    .setParameter(
                            4, recipes.stream().map(recipe -> recipe.digest).toList())
                    .getResultList()
                    .forEach(entry ->
                            plans.put(entry.key.recipeDigest(), json.convertValue(entry.body, RecipePlan.class)));
            return plans;
        });
    }

    private Map<String, RecipePlan> ask(Source source, List<RecipeVersion> recipes)
            throws TaskFailure, WorkerDied, IOException {
        List<Recipe> parsed = recipes.stream().map(RecipeVersion::recipe).toList();
        turns.acquireUninterruptibly();
        try (WorkerProcess worker = workers.start(config.planPatience())) {
            List<RecipePlan> plans = worker.run(
                            new PlanTask(source.shards(), source.imatrixRef(), parsed), WorkerListener.deaf())
                    .recipes();
            remember(source, recipes, plans);
            var byDigest = new HashMap<String, RecipePlan>();
            for (int i = 0; i < plans.size(); i++) {
                byDigest.put(recipes.get(i).digest, plans.get(i));
            }
            return byDigest;
        } finally {
            turns.release();
        }
    }

    private void remember(Source source, List<RecipeVersion> recipes, List<RecipePlan> plans) {
        QuarkusTransaction.requiringNew().run(() -> {
            for (int i = 0; i < plans.size(); i++) {
                insertIfAbsent(key(source, recipes.get(i)), plans.get(i));
            }
        });
    }

    /// Two people may plan the same at the same time.
    private void insertIfAbsent(PlanEntry.Key key, RecipePlan plan) {
        entities.createNativeQuery("""
                        insert into plan (model_id, recipe_digest, imatrix, planner, body)
                        values (?1, ?2, ?3, ?4, cast(?5 as jsonb)) on conflict do nothing
                        """)
                .setParameter(1, key.modelId())
                .setParameter(2, key.recipeDigest())
                .setParameter(3, key.imatrix())
                .setParameter(4, key.planner())
                .setParameter(5, write(plan))
                .executeUpdate();
    }

    private String write(RecipePlan plan) {
        try {
            return json.writeValueAsString(plan);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A plan is always writable as JSON", e);
        }
    }

    private static PlanEntry.Key key(Source source, RecipeVersion recipe) {
        return new PlanEntry.Key(source.model().id, recipe.digest, source.imatrixKey(), VERSION);
    }
}
