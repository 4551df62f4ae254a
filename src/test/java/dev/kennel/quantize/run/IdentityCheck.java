package dev.kennel.quantize.run;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

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

    private IdentityCheck() {}

    static void check(TestSweep sweep, Recipe recipe, RecipePlan plan) throws Exception {
        if (!plan.obstacles().isEmpty()) {
            assertThatThrownBy(() -> sweep.reference(recipe))
                    .as("%s, planned with %s", recipe.name(), plan.obstacles())
                    .isInstanceOf(LlamaException.class);
            return;
        }
        Path expected = sweep.reference(recipe);
        AssembleTask task = sweep.assembly(recipe, plan);
        AssembledQuant quant = sweep.assemble(task);
        Path file = sweep.write(task, quant);
        assertThat(Files.mismatch(file, expected)).as(recipe.name()).isEqualTo(-1);
        assertThat(quant.sha256()).as(recipe.name()).isEqualTo(sha256(expected));
        assertThat(plan.fileBytes()).as(recipe.name()).isEqualTo(Files.size(expected));
        assertThat(plan.headerBytes()).as(recipe.name()).isEqualTo(quant.headerBytes());
        Files.delete(file);
        Files.delete(expected);
    }

    private static String sha256(Path file) throws Exception {
        try (InputStream content = Files.newInputStream(file)) {
            return Sha256.of(content).hex();
        }
    }
}
