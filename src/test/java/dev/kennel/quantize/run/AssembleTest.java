package dev.kennel.quantize.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.kennel.gguf.GeneratedModels;
import dev.kennel.gguf.GgmlType;
import dev.kennel.gguf.GgufHeader;
import dev.kennel.gguf.GgufReader;
import dev.kennel.llama.Context;
import dev.kennel.llama.Model;
import dev.kennel.llama.PackagedLlama;
import dev.kennel.quantize.AssembleTask;
import dev.kennel.quantize.AssembleTask.TensorBlob;
import dev.kennel.quantize.AssembledQuant;
import dev.kennel.quantize.AssembledQuant.PlacedTensor;
import dev.kennel.quantize.RecipePlan;
import dev.kennel.recipe.FileType;
import dev.kennel.recipe.Recipe;
import dev.kennel.worker.TaskFailure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AssembleTest {

    private static final Recipe RECIPE = Recipes.of(FileType.Q4_0);

    @TempDir
    Path directory;

    private TestSweep sweep;

    @Test
    void placesEachTensorWhereTheHeaderSays() throws Exception {
        // Given
        AssembleTask task = encoded(32);
        // When
        AssembledQuant quant = sweep.assemble(task);
        // Then
        GgufHeader header = GgufReader.readHeaderOnly(quant.header());
        assertThat(quant.tensors())
                .isEqualTo(header.tensors().stream()
                        .map(tensor -> new PlacedTensor(tensor.name(), header.fileOffset(tensor), tensor.bytes()))
                        .toList());
    }

    @Test
    void aSourceOfAnotherAlignmentBecomesAFileThatLoadsAndGenerates() throws Exception {
        // Given
        AssembleTask task = encoded(64);
        // When
        Path file = sweep.write(task, sweep.assemble(task));
        // Then
        assertThat(GgufReader.read(file).alignment()).isEqualTo(32);
        try (Model model = PackagedLlama.get().loadModel(List.of(file));
                Context context = model.newContext(16, 1)) {
            assertThat(context.continueGreedily(model.vocabulary().tokenize("Once", true, false), 2))
                    .isNotEmpty();
        }
    }

    @Test
    void namesTensorAndBlobOfAFlippedByte() throws Exception {
        // Given
        AssembleTask task = encoded(32);
        TensorBlob damaged = blob(task, "blk.0.attn_q.weight");
        byte[] bytes = Files.readAllBytes(damaged.path());
        bytes[bytes.length / 2] ^= 1;
        Files.write(damaged.path(), bytes);
        // Then
        assertThatThrownBy(() -> sweep.assemble(task))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining(damaged.name())
                .hasMessageContaining(damaged.sha256())
                .hasMessageContaining("damaged");
    }

    @Test
    void namesTensorAndBlobOfAFileThatIsGone() throws Exception {
        // Given
        AssembleTask task = encoded(32);
        TensorBlob gone = blob(task, "blk.0.attn_q.weight");
        Files.delete(gone.path());
        // Then
        assertThatThrownBy(() -> sweep.assemble(task))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining(gone.name())
                .hasMessageContaining("is gone");
    }

    @Test
    void refusesABlobThatIsNotTheTensor() throws Exception {
        // Given
        AssembleTask task = encoded(32);
        TensorBlob first = task.tensors().getFirst();
        var longer = new TensorBlob(first.name(), first.type(), first.path(), first.sha256(), first.bytes() + 18);
        List<TensorBlob> blobs = new ArrayList<>(task.tensors());
        blobs.set(0, longer);
        var wrong = new AssembleTask(task.shards(), task.imatrix(), RECIPE, blobs, directory);
        // Then
        assertThatThrownBy(() -> sweep.assemble(wrong))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining(first.name());
    }

    private static TensorBlob blob(AssembleTask task, String tensor) {
        return task.tensors().stream()
                .filter(blob -> blob.name().equals(tensor))
                .findFirst()
                .orElseThrow();
    }

    private AssembleTask encoded(int alignment) throws Exception {
        Path model = GeneratedModels.llama(GgmlType.BF16, 576, 640)
                .alignment(alignment)
                .write(directory.resolve("model.gguf"));
        sweep = new TestSweep(directory, List.of(model), Optional.empty());
        RecipePlan plan = sweep.plan(List.of(RECIPE)).getFirst();
        sweep.encode(List.of(plan));
        return sweep.assembly(RECIPE, plan);
    }
}
