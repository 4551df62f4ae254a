package dev.kennel.quantize.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.kennel.blob.Sha256;
import dev.kennel.llama.LlamaException;
import dev.kennel.quantize.AssembleTask;
import dev.kennel.quantize.AssembledQuant;
import dev.kennel.quantize.RecipePlan;
import dev.kennel.recipe.Recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Compares what Kennel makes with what `llama_model_quantize` makes: the same file, or a refusal on both sides.
final class IdentityCheck {

    private final TestSweep sweep;

    private IdentityCheck(TestSweep sweep) {
        this.sweep = sweep;
    }

    /// @param recipes that leave it to llama.cpp to refuse: no importance matrix required, any fallback accepted
    static void check(TestSweep sweep, List<Recipe> recipes) throws Exception {
        List<RecipePlan> plans = sweep.plan(recipes);
        sweep.encode(plans.stream().filter(plan -> plan.obstacles().isEmpty()).toList());
        var check = new IdentityCheck(sweep);
        for (int i = 0; i < recipes.size(); i++) {
            if (plans.get(i).obstacles().isEmpty()) {
                check.sameFile(recipes.get(i), plans.get(i));
            } else {
                check.refused(recipes.get(i), plans.get(i));
            }
        }
    }

    private void sameFile(Recipe recipe, RecipePlan plan) throws Exception {
        Path expected = sweep.reference(recipe);
        AssembleTask task = sweep.assembly(recipe, plan);
        AssembledQuant quant = sweep.assemble(task);
        Path file = sweep.write(task, quant);
        assertThat(Files.mismatch(file, expected)).as(recipe.name()).isEqualTo(-1);
        assertThat(quant.sha256()).as(recipe.name()).isEqualTo(sha256(expected));
        assertThat(quant.bytes()).as(recipe.name()).isEqualTo(Files.size(expected));
        assertThat(plan.fileBytes()).as(recipe.name()).isEqualTo(quant.bytes());
        assertThat(plan.headerBytes()).as(recipe.name()).isEqualTo(quant.headerBytes());
        Files.delete(file);
        Files.delete(expected);
    }

    private void refused(Recipe recipe, RecipePlan plan) {
        assertThatThrownBy(() -> sweep.reference(recipe))
                .as("%s, planned with %s", recipe.name(), plan.obstacles())
                .isInstanceOf(LlamaException.class);
    }

    private static String sha256(Path file) throws Exception {
        return Sha256.of(file).hex();
    }
}
