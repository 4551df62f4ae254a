package dev.kennel.quantize;

import java.util.List;

/// What a [PlanTask] found out.
///
/// @param recipes the plans, in the order of the task's recipes
public record PlanReport(List<RecipePlan> recipes) {

    public PlanReport {
        recipes = List.copyOf(recipes);
    }
}
