package dev.kennel.quantize;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.kennel.Fixtures;
import dev.kennel.llama.PackagedLlama;
import dev.kennel.recipe.FileType;
import dev.kennel.recipe.Recipe;
import dev.kennel.recipe.Recipe.Imatrix;
import dev.kennel.recipe.Recipe.OnFallback;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.WorkerListener;
import dev.kennel.worker.WorkerProcess;
import dev.kennel.worker.WorkerSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Planning as the server does it: in a worker process, with a bounded heap.
class PlanInWorkerTest {

    @TempDir
    Path directory;

    @Test
    void plansEveryFileTypeOfASixtyGigabyteModelIn300Megabytes() throws Exception {
        // Given
        Path model = Fixtures.extended(Fixtures.QWEN_35B_HEADER, Fixtures.QWEN_35B_BYTES, directory);
        try (WorkerProcess worker = worker(PackagedLlama.DIRECTORY)) {
            // When
            PlanReport report = worker.run(task(model), WorkerListener.deaf());
            // Then
            assertThat(report.recipes())
                    .hasSize(FileType.values().length)
                    .allMatch(plan -> plan.tensors().size() == 733);
        }
    }

    @Test
    void saysWhatIsWrongWithALlamaCppOfOnesOwn() throws Exception {
        try (WorkerProcess worker = worker(directory)) {
            assertThatThrownBy(() -> worker.run(task(Fixtures.LLAMA), WorkerListener.deaf()))
                    .isInstanceOf(TaskFailure.class)
                    .hasMessageContaining("There is no libggml-base in " + directory);
        }
    }

    @Test
    void saysWhatIsWrongWithASource() throws Exception {
        try (WorkerProcess worker = worker(PackagedLlama.DIRECTORY)) {
            assertThatThrownBy(() -> worker.run(task(Path.of("pom.xml")), WorkerListener.deaf()))
                    .isInstanceOf(TaskFailure.class)
                    .hasMessageContaining("pom.xml");
        }
    }

    private static PlanTask task(Path model) {
        List<Recipe> recipes =
                Arrays.stream(FileType.values()).map(PlanInWorkerTest::recipe).toList();
        return new PlanTask(List.of(model), Optional.empty(), recipes);
    }

    private static Recipe recipe(FileType base) {
        return new Recipe(
                base.name(),
                base,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false,
                Imatrix.OPTIONAL,
                OnFallback.ACCEPT,
                List.of(),
                "");
    }

    private static WorkerProcess worker(Path llama) throws Exception {
        var settings = new WorkerSettings(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                "300m",
                Duration.ofMinutes(5),
                Map.of("kennel.llama.directory", llama.toString()));
        return WorkerProcess.start(settings, "dev.kennel.Worker");
    }
}
