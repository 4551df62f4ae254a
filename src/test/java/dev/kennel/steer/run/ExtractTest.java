package dev.kennel.steer.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennel.Fixtures;
import dev.kennel.device.Device;
import dev.kennel.feature.Feature;
import dev.kennel.feature.FeatureFile;
import dev.kennel.feature.Probe;
import dev.kennel.gguf.ControlVectorFile;
import dev.kennel.gguf.GgufFiles;
import dev.kennel.gguf.ModelFacts;
import dev.kennel.llama.PackagedLlama;
import dev.kennel.quantize.run.RecordingReporter;
import dev.kennel.steer.ExtractReport;
import dev.kennel.steer.ExtractTask;
import dev.kennel.steer.Method;
import dev.kennel.steer.SteeringReach;

import static org.assertj.core.api.Assertions.assertThat;

class ExtractTest {

    @TempDir
    Path directory;

    static List<Arguments> modelsAndFeatures() {
        var all = new ArrayList<Arguments>();
        for (Path model : List.of(Fixtures.QWEN_MOE, Fixtures.NEMOTRON_MOE)) {
            for (String feature : List.of("hedging", "sycophancy", "creativity")) {
                all.add(Arguments.of(model, feature));
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("modelsAndFeatures")
    void theVectorSteersTheModelAndARandomOneOfTheSameLengthDoesNot(Path model, String name) throws Exception {
        Feature feature = FeatureFile.read(Path.of("src/main/demo/features/pup-" + name + ".yaml"));
        Path target = directory.resolve("vector.gguf");

        ExtractReport report = extract(model, feature, Method.MEAN, target);

        assertThat(report.engaged()).isPositive();
        assertThat(report.pairs()).isEqualTo(feature.contrast().pairs());
        ControlVectorFile vector = ControlVectorFile.read(target);
        assertThat(vector.mismatch(ModelFacts.of(GgufFiles.open(model)))).isEmpty();
        assertThat(vector.facts("kennel.vector.")).containsEntry("method", "MEAN");
        List<Probe> probes = feature.probes().subList(0, 16);
        try (var scorer = new ProbeScorer(model, target)) {
            double slope = scorer.steerability(probes, 0.5f, scorer.directions());
            double random = scorer.steerability(probes, 0.5f, scorer.randomOfTheSameNorms(new Random(1)));
            assertThat(slope).as("%s, %s", model.getFileName(), name).isGreaterThan(0.5);
            assertThat(slope).isGreaterThan(2 * Math.abs(random));
        }
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void bothMethodsFindTheBlocksWhereThePolesLieApart(Method method) throws Exception {
        Feature feature = FeatureFile.read(Path.of("src/main/demo/features/pup-hedging.yaml"));

        ExtractReport report = extract(Fixtures.QWEN_MOE, feature, method, directory.resolve("vector.gguf"));

        assertThat(report.directions())
                .extracting(ExtractReport.Direction::block)
                .containsExactly(1, 2, 3);
        assertThat(report.directions().getLast().separation()).isGreaterThan(2);
        assertThat(report.directions())
                .allSatisfy(direction -> assertThat(direction.norm()).isPositive());
    }

    private static ExtractReport extract(Path model, Feature feature, Method method, Path target) throws Exception {
        ModelFacts facts = ModelFacts.of(GgufFiles.open(model));
        var keys = new TreeMap<String, String>();
        keys.put("kennel.vector.method", method.name());
        var task = new ExtractTask(
                List.of(model),
                facts.architecture(),
                (int) facts.blockCount(),
                SteeringReach.of(facts),
                feature.contrast(),
                method,
                2,
                Device.CPU,
                keys,
                target);
        return new ExtractRunner(PackagedLlama.get()).run(task, new RecordingReporter());
    }
}
