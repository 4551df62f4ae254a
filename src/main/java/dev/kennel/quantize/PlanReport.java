package dev.kennel.quantize;

import java.util.List;

/// @param recipes the plans, in the order of the task's recipes
public record PlanReport(List<RecipePlan> recipes) {

    public PlanReport {
        recipes = List.copyOf(recipes);
    }
}
