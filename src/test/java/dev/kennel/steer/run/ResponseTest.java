package dev.kennel.steer.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennel.Fixtures;
import dev.kennel.device.Device;
import dev.kennel.feature.Feature;
import dev.kennel.feature.Probe;
import dev.kennel.gguf.GgufFiles;
import dev.kennel.gguf.ModelFacts;
import dev.kennel.llama.PackagedLlama;
import dev.kennel.quantize.run.RecordingReporter;
import dev.kennel.quantize.run.ReferenceQuants;
import dev.kennel.recipe.FileType;
import dev.kennel.steer.Bootstrap;
import dev.kennel.steer.Drive;
import dev.kennel.steer.Interval;
import dev.kennel.steer.Margins;
import dev.kennel.steer.Method;
import dev.kennel.steer.ProbedFeature;
import dev.kennel.steer.ProbesScored;
import dev.kennel.steer.ResponseReport;
import dev.kennel.steer.ResponseReport.Driven;
import dev.kennel.steer.ResponseSettings;
import dev.kennel.steer.ResponseTask;
import dev.kennel.steer.Steerability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ResponseTest {

    private static final List<String> NAMES = List.of("hedging", "sycophancy", "creativity");

    /// Batched and single decodes differ by up to 0.0016 in a logit; an answer has a dozen.
    private static final double BATCHING = 0.05;

    @TempDir
    Path directory;

    static List<Path> models() {
        return List.of(Fixtures.QWEN_MOE, Fixtures.NEMOTRON_MOE);
    }

    @ParameterizedTest
    @MethodSource("models")
    void allThreeFeaturesSteerTheBaseAndItsQuant(Path base) throws Exception {
        List<Feature> features = features();
        List<Path> vectors = new ArrayList<>();
        for (Feature feature : features) {
            Path vector = directory.resolve(feature.name() + ".gguf");
            SteeringFixture.extract(base, feature, Method.MEAN, vector);
            vectors.add(vector);
        }

        var reporter = new RecordingReporter();
        ResponseTask task = task(base, features, drives(vectors, List.of()));
        ResponseReport found = new ResponseRunner(PackagedLlama.get()).run(task, reporter);

        assertThat(reporter.steps(ProbesScored.class).getLast().done())
                .isEqualTo(ResponseTask.pairs(task.features(), List.of(0, 1, 2), 7));
        assertThat(found.pace()).isPositive();
        for (int i = 0; i < features.size(); i++) {
            Driven driven = found.drives().get(i);
            assertSteers(driven, base + ", " + NAMES.get(i));
            assertThat(Bootstrap.ofMean(found.features().get(i).positive()).low())
                    .as("asked for in a system prompt")
                    .isGreaterThan(
                            Bootstrap.ofMean(found.features().get(i).negative()).high());
            assertScoresAreThoseOfOneAnswerAfterTheOther(base, vectors.get(i), features.get(i), driven);
        }
        Path quant = ReferenceQuants.quantize(base, Optional.empty(), FileType.Q4_K_M, directory);
        assertQuantFollows(quant, features.subList(0, 1), vectors, found);
    }

    private static void assertSteers(Driven driven, String what) {
        Interval slope = Steerability.ofBase(driven.margins()).slope();
        double random = Math.abs(Steerability.ofBase(driven.random()).slope().value());
        assertThat(slope.low()).as(what).isPositive();
        assertThat(slope.value()).as(what).isGreaterThan(2 * random);
        assertThat(driven.margins().unmoved()).isFalse();
        assertThat(driven.unit()).isPositive();
        assertThat(driven.damage()[1]).as("at −1").isPositive().isLessThanOrEqualTo(0.1);
        assertThat(driven.damage()[3]).as("at 0").isZero();
        assertThat(driven.damage()[5]).as("at 1").isPositive().isLessThanOrEqualTo(0.1);
        assertThat(driven.samples()).extracting(sample -> sample.strength()).contains(-1.0, 0.0, 1.0);
        assertThat(driven.crossTalk()).filteredOn(Optional::isEmpty).hasSize(1);
        assertThat(driven.crossTalk()).filteredOn(Optional::isPresent).hasSize(2);
    }

    private static void assertScoresAreThoseOfOneAnswerAfterTheOther(
            Path model, Path vector, Feature feature, Driven driven) throws Exception {
        List<Probe> some = feature.probes().subList(0, 3);
        try (var scorer = new ProbeScorer(model, vector)) {
            for (int probe = 0; probe < some.size(); probe++) {
                Margins margins = driven.margins();
                for (int i : new int[] {0, 3, 6}) {
                    double strength = driven.unit() * margins.strengths()[i];
                    assertThat(margins.rows()[i][probe])
                            .isCloseTo(scorer.margin(some.get(probe), (float) strength), within(BATCHING));
                }
            }
        }
    }

    private void assertQuantFollows(Path quant, List<Feature> features, List<Path> vectors, ResponseReport base)
            throws Exception {
        List<Double> units =
                base.drives().stream().limit(features.size()).map(Driven::unit).toList();
        ResponseReport found = new ResponseRunner(PackagedLlama.get())
                .run(
                        task(quant, features, drives(vectors.subList(0, features.size()), units)),
                        new RecordingReporter());
        for (int i = 0; i < features.size(); i++) {
            Driven driven = found.drives().get(i);
            assertThat(driven.unit()).isEqualTo(units.get(i));
            Steerability steerability =
                    Steerability.of(driven.margins(), base.drives().get(i).margins());
            assertThat(steerability.retention().orElseThrow().value()).isBetween(0.5, 1.5);
            assertThat(steerability.dose().orElseThrow()).isBetween(0.6, 2.0);
        }
    }

    private static List<Feature> features() throws Exception {
        List<Feature> features = new ArrayList<>();
        for (String name : NAMES) {
            features.add(SteeringFixture.feature(name));
        }
        return features;
    }

    /// @param units of the vectors; none when they are to be found
    private static List<Drive> drives(List<Path> vectors, List<Double> units) {
        List<Drive> drives = new ArrayList<>();
        for (int i = 0; i < vectors.size(); i++) {
            drives.add(new Drive(vectors.get(i), i, units.isEmpty() ? Optional.empty() : Optional.of(units.get(i)), 1));
        }
        return drives;
    }

    private static ResponseTask task(Path file, List<Feature> features, List<Drive> drives) throws Exception {
        ModelFacts facts = ModelFacts.of(GgufFiles.open(file));
        return new ResponseTask(
                List.of(file),
                (int) facts.blockCount(),
                features.stream().map(ProbedFeature::of).toList(),
                drives,
                new ResponseSettings(ResponseSettings.STRENGTHS, ResponseSettings.DEFAULT_TOGETHER, 1, Device.CPU));
    }
}
