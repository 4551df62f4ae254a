package dev.kennel.steer.run;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennel.Fixtures;
import dev.kennel.device.Device;
import dev.kennel.feature.Feature;
import dev.kennel.gguf.GgufFiles;
import dev.kennel.gguf.ModelFacts;
import dev.kennel.llama.PackagedLlama;
import dev.kennel.steer.Method;
import dev.kennel.steer.MixBeginTask;
import dev.kennel.steer.MixBegun;
import dev.kennel.steer.MixEndTask;
import dev.kennel.steer.MixLoadTask;
import dev.kennel.steer.MixSampling;
import dev.kennel.steer.MixStep;
import dev.kennel.steer.MixStep.Piece;
import dev.kennel.steer.MixStep.Voice;
import dev.kennel.steer.MixStepTask;
import dev.kennel.worker.TaskFailure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MixTest {

    private static final MixSampling LIKELIEST = new MixSampling(0, 1);
    private static final List<Double> NOTHING = List.of(0.0);
    private static final int LENGTH = 24;

    @TempDir
    Path directory;

    private Feature feature;

    static List<Path> models() {
        return List.of(Fixtures.QWEN_MOE, Fixtures.NEMOTRON_MOE);
    }

    @ParameterizedTest
    @MethodSource("models")
    void unsteeredBothAnswersAreTheSame(Path model) throws Exception {
        MixRunners mixer = loaded(model);

        MixBegun begun = mixer.begin(question(1, NOTHING, LIKELIEST));
        MixStep answers = mixer.step(new MixStepTask(1, NOTHING, LENGTH));

        assertThat(begun.moved()).isEmpty();
        assertThat(begun.plain()).isEmpty();
        assertThat(text(answers.unsteered())).isNotBlank().isEqualTo(text(answers.steered()));
        assertThat(answers.steered().pieces()).noneMatch(Piece::unlikely);
    }

    @ParameterizedTest
    @MethodSource("models")
    void steeredTheAnswerIsAnotherAndItsUnlikelyWordsAreMarked(Path model) throws Exception {
        MixRunners mixer = loaded(model);

        MixBegun begun = mixer.begin(question(1, List.of(4.0), LIKELIEST));
        MixStep answers = mixer.step(new MixStepTask(1, List.of(4.0), LENGTH));

        assertThat(begun.moved().orElseThrow()).isPositive();
        assertThat(text(answers.steered())).isNotEqualTo(text(answers.unsteered()));
        assertThat(answers.steered().pieces()).anyMatch(Piece::unlikely);
        assertThat(answers.unsteered().pieces()).noneMatch(Piece::unlikely);
    }

    @ParameterizedTest
    @MethodSource("models")
    void strengthsActInTheMiddleOfAnAnswer(Path model) throws Exception {
        MixRunners mixer = loaded(model);
        mixer.begin(question(1, NOTHING, LIKELIEST));
        mixer.begin(question(2, NOTHING, LIKELIEST));

        MixStep before = mixer.step(new MixStepTask(1, NOTHING, 4));
        MixStep turned = mixer.step(new MixStepTask(1, List.of(6.0), LENGTH));
        mixer.step(new MixStepTask(2, NOTHING, 4));
        MixStep left = mixer.step(new MixStepTask(2, NOTHING, LENGTH));

        assertThat(text(before.steered())).isEqualTo(text(before.unsteered()));
        assertThat(text(turned.steered())).isNotEqualTo(text(turned.unsteered()));
        assertThat(text(left.steered())).isEqualTo(text(left.unsteered()));
        assertThat(text(turned.unsteered())).isEqualTo(text(left.unsteered()));
    }

    @Test
    void anAnswerInPartsIsTheAnswerInOne() throws Exception {
        MixRunners mixer = loaded(Fixtures.QWEN_MOE);
        var sampling = new MixSampling(1.2, 7);
        mixer.begin(question(1, List.of(1.0), sampling));
        mixer.begin(question(2, List.of(1.0), sampling));

        var parts = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            parts.append(text(mixer.step(new MixStepTask(1, List.of(1.0), 1)).steered()));
        }
        MixStep whole = mixer.step(new MixStepTask(2, List.of(1.0), LENGTH));

        assertThat(parts.toString()).isEqualTo(text(whole.steered()));
        assertThat(whole.ended()).isTrue();
        assertThat(mixer.step(new MixStepTask(2, List.of(1.0), 1)).steered().pieces())
                .isEmpty();
    }

    @Test
    void whatIsOverOrTooLongIsRefused() throws Exception {
        MixRunners mixer = loaded(Fixtures.QWEN_MOE);
        mixer.begin(question(1, NOTHING, LIKELIEST));

        assertThat(mixer.end(new MixEndTask(1)).going()).isZero();

        assertThatThrownBy(() -> mixer.step(new MixStepTask(1, NOTHING, 1)))
                .isInstanceOf(TaskFailure.class)
                .hasMessage("The question 1 was not begun here, or is over.");
        assertThatThrownBy(() ->
                        mixer.begin(new MixBeginTask(3, List.of(), "potato ".repeat(6000), NOTHING, LENGTH, LIKELIEST)))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining("at most 4096 are read");
    }

    private MixBeginTask question(long number, List<Double> strengths, MixSampling sampling) {
        return new MixBeginTask(number, List.of(), feature.probes().getFirst().prompt(), strengths, LENGTH, sampling);
    }

    private MixRunners loaded(Path model) throws Exception {
        feature = SteeringFixture.feature("hedging");
        Path vector = directory.resolve("vector.gguf");
        SteeringFixture.extract(model, feature, Method.MEAN, vector);
        int blocks = (int) ModelFacts.of(GgufFiles.open(model)).blockCount();
        var mixer = new MixRunners();
        mixer.load(PackagedLlama.get(), new MixLoadTask(List.of(model), blocks, List.of(vector), 1, Device.CPU));
        return mixer;
    }

    private static String text(Voice voice) {
        return voice.pieces().stream().map(Piece::text).collect(Collectors.joining());
    }
}
