package dev.kennel.measure.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennel.Fixtures;
import dev.kennel.gguf.GgufHeader;
import dev.kennel.gguf.GgufReader;
import dev.kennel.gguf.ImatrixFile;
import dev.kennel.gguf.TensorInfo;
import dev.kennel.llama.PackagedLlama;
import dev.kennel.measure.EvaluationSettings;
import dev.kennel.measure.EvaluationText;
import dev.kennel.measure.ImatrixReport;
import dev.kennel.measure.ImatrixTask;

import static org.assertj.core.api.Assertions.assertThat;

/// Against what llama-imatrix wrote for the same text.
class ImatrixTest {

    private static final EvaluationText STORIES = new EvaluationText(Fixtures.STORIES, EvaluationText.Kind.PLAIN);
    private static final EvaluationSettings SETTINGS = new EvaluationSettings(256, 2048, 512, Optional.empty(), 2);

    @TempDir
    Path directory;

    private record Pair(Path model, Path reference) {}

    static List<Pair> models() {
        return List.of(
                new Pair(Fixtures.QWEN_MOE, Fixtures.QWEN_MOE_IMATRIX),
                new Pair(Fixtures.NEMOTRON_MOE, Fixtures.NEMOTRON_MOE_IMATRIX));
    }

    @ParameterizedTest
    @MethodSource("models")
    void sumsAndCountsAreThoseOfLlamaImatrix(Pair pair) throws Exception {
        // When
        Path file = directory.resolve("made.gguf");
        ImatrixReport report = make(pair.model(), SETTINGS, file);
        // Then
        ImatrixFile made = ImatrixFile.read(file);
        ImatrixFile reference = ImatrixFile.read(pair.reference());
        assertThat(made.tensors()).isEqualTo(reference.tensors());
        assertThat(made.chunkCount()).isEqualTo(reference.chunkCount());
        assertThat(made.chunkSize()).isEqualTo(reference.chunkSize());
        assertThat(report.tensors()).isEqualTo(reference.tensors().size());
        assertThat(made.mismatches(GgufReader.read(pair.model()).tensors())).isEmpty();
        compare(file, pair.reference());
    }

    @Test
    void twoRunsAreEqual() throws Exception {
        Path first = directory.resolve("first.gguf");
        Path second = directory.resolve("second.gguf");
        var few = new EvaluationSettings(256, 512, 512, Optional.of(4), 2);

        make(Fixtures.QWEN_MOE, few, first);
        make(Fixtures.QWEN_MOE, few, second);

        assertThat(first).hasSameBinaryContentAs(second);
    }

    /// Where an expert's count is the same, its sums differ by half a percent at most; counts differ on one routed
    /// token of a hundred at most.
    private static void compare(Path made, Path reference) throws IOException {
        GgufHeader ours = GgufReader.read(made);
        GgufHeader theirs = GgufReader.read(reference);
        double moved = 0;
        double routed = 0;
        for (TensorInfo counts : theirs.tensors()) {
            if (!counts.name().endsWith(".counts")) {
                continue;
            }
            String tensor = counts.name().substring(0, counts.name().length() - ".counts".length());
            float[] ourCounts = TestTensors.floats(made, ours, counts.name());
            float[] theirCounts = TestTensors.floats(reference, theirs, counts.name());
            float[] ourSums = TestTensors.floats(made, ours, tensor + ".in_sum2");
            float[] theirSums = TestTensors.floats(reference, theirs, tensor + ".in_sum2");
            int row = ourSums.length / ourCounts.length;
            for (int expert = 0; expert < ourCounts.length; expert++) {
                moved += Math.abs(ourCounts[expert] - theirCounts[expert]);
                routed += theirCounts[expert];
                if (ourCounts[expert] == theirCounts[expert]) {
                    double ourSum = sum(ourSums, expert * row, row);
                    double theirSum = sum(theirSums, expert * row, row);
                    assertThat(ourSum / theirSum).as(tensor + " " + expert).isBetween(0.995, 1.005);
                }
            }
        }
        assertThat(moved / routed).isLessThan(0.01);
    }

    private static double sum(float[] values, int from, int count) {
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += values[i];
        }
        return sum;
    }

    private static ImatrixReport make(Path model, EvaluationSettings settings, Path target) throws Exception {
        var task = new ImatrixTask(List.of(model), STORIES, "eval-stories.txt", settings, target);
        return new ImatrixRunner(PackagedLlama.get()).run(task, new SilentReporter());
    }
}
