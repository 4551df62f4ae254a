package dev.kennel.quantize;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.kennel.recipe.Recipe;

/// Lets llama.cpp write whole quants by itself, one after another: what Kennel's are compared with.
///
/// @param directory where each is written as `{recipe}.gguf`; must exist
/// @param threads that each quantization uses
public record ReferenceTask(
        List<Path> shards, Optional<ImatrixRef> imatrix, List<Recipe> recipes, Path directory, int threads)
        implements QuantizeTask<ReferenceReport> {

    public ReferenceTask {
        shards = List.copyOf(shards);
        recipes = List.copyOf(recipes);
    }

    @Override
    public Class<ReferenceReport> resultType() {
        return ReferenceReport.class;
    }
}
