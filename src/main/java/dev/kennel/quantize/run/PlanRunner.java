package dev.kennel.quantize.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.kennel.llama.Llama;
import dev.kennel.quantize.PlanReport;
import dev.kennel.quantize.PlanTask;
import dev.kennel.quantize.RecipePlan;
import dev.kennel.recipe.Recipe;
import dev.kennel.worker.Reporter;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.TaskRunner;

/// Plans recipes one after another. Nothing but headers and importance weights is read.
final class PlanRunner implements TaskRunner<PlanTask, PlanReport> {

    private final Llama llama;

    PlanRunner(Llama llama) {
        this.llama = llama;
    }

    @Override
    public PlanReport run(PlanTask task, Reporter reporter) throws IOException, TaskFailure {
        Source source = Source.open(task.shards());
        Optional<ImatrixSlices> imatrix = ImatrixSlices.open(task.imatrix());
        try (SplitLinks links = SplitLinks.to(source.shards())) {
            var planner = new RecipePlanner(llama, source, links.first());
            List<RecipePlan> plans = new ArrayList<>();
            for (Recipe recipe : task.recipes()) {
                plans.add(planner.plan(recipe, ImatrixSlices.usedBy(recipe, imatrix)));
            }
            return new PlanReport(plans);
        }
    }
}
