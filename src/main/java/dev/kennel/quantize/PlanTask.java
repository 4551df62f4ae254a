package dev.kennel.quantize;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.kennel.recipe.Recipe;

/// Asks llama.cpp which type each tensor gets under each recipe. Only the headers of the shards are read: a file that
/// ends after its header and was extended by a hole will do.
///
/// @param shards of the source, in order; one for a model that is not split
/// @param imatrix used by the recipes that want one
public record PlanTask(List<Path> shards, Optional<ImatrixRef> imatrix, List<Recipe> recipes)
        implements QuantizeTask<PlanReport> {

    public PlanTask {
        shards = List.copyOf(shards);
        recipes = List.copyOf(recipes);
    }

    @Override
    public Class<PlanReport> resultType() {
        return PlanReport.class;
    }
}
