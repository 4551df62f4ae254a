package dev.kennel.bundle;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.kennel.bundle.KnownAnswers.Answer;
import dev.kennel.bundle.KnownAnswers.FeatureProbes;
import dev.kennel.feature.Probe;
import dev.kennel.steer.Margins;
import dev.kennel.steer.ProbePair;

import static org.assertj.core.api.Assertions.assertThat;

class KnownAnswersTest {

    /// Probes 0 to 5 move by 0, 1, … at each unit; probe 4 is asked in both orders.
    private static final Margins MARGINS = new Margins(
            new double[] {-1, 0, 1.5},
            new double[][] {{7, -1, -2, -3, -4, -5}, {7, 0, 0, 0, 0, 0}, {7, 1.5, 3, 4.5, 6, 7.5}});

    private static FeatureProbes probes(double units) {
        List<Probe> probes = List.of(
                new Probe.Answers("p0", "+", "-"),
                new Probe.Answers("p1", "+", "-"),
                new Probe.Answers("p2", "+", "-"),
                new Probe.Answers("p3", "+", "-"),
                new Probe.Options("p4", "+", "-", true),
                new Probe.Answers("p5", "+", "-"));
        return FeatureProbes.of("one", "vectors/one.gguf", ProbePair.of(probes), MARGINS, 0.5, units);
    }

    @Test
    void thoseProbesAreTakenThatMoveMostInTheirOrder() {
        FeatureProbes taken = probes(1);

        assertThat(taken.pairs()).extracting(ProbePair::probe).containsExactly(0, 1, 2, 2, 3);
        assertThat(taken.pairs()).extracting(ProbePair::prompt).element(0).isEqualTo("p2");
        assertThat(taken.pairs()).extracting(ProbePair::prompt).last().isEqualTo("p5");
    }

    @Test
    void theAnswersAreThoseAtTheNearestStrengthThatWasRecorded() {
        List<Answer> answers = probes(1.2).answers();

        assertThat(answers).extracting(Answer::units).containsExactly(0.0, 1.5);
        assertThat(answers).extracting(Answer::factor).containsExactly(0.0, 0.75);
        assertThat(answers.getLast().margins()).containsExactly(3, 4.5, 6, 7.5);
        assertThat(answers.getFirst().margins()).containsExactly(0, 0, 0, 0);
        assertThat(probes(-0.2).answers().getLast().units()).as("never 0").isEqualTo(-1);
    }

    @Test
    void probesAreCompleteWithAMarginForEachInEveryAnswer() {
        FeatureProbes whole = probes(1);
        Answer first = whole.answers().getFirst();
        Answer last = whole.answers().getLast();

        assertThat(whole.isComplete()).isTrue();
        assertThat(with(whole, List.of(), whole.answers()).isComplete()).isFalse();
        assertThat(with(whole, whole.pairs().subList(1, 5), whole.answers()).isComplete())
                .isFalse();
        assertThat(with(whole, whole.pairs(), List.of(first)).isComplete()).isFalse();
        assertThat(with(whole, whole.pairs(), List.of(last, first)).isComplete())
                .isFalse();
        assertThat(with(whole, whole.pairs(), List.of(first, new Answer(1, 1, null)))
                        .isComplete())
                .isFalse();
        assertThat(with(whole, whole.pairs(), List.of(first, new Answer(1, 1, new double[3])))
                        .isComplete())
                .isFalse();
    }

    private static FeatureProbes with(FeatureProbes whole, List<ProbePair> pairs, List<Answer> answers) {
        return new FeatureProbes(whole.feature(), whole.vector(), pairs, answers);
    }

    @Test
    void aMarginMayDifferByWhatBatchesAndCpusMakeOfIt() {
        KnownAnswers answers = KnownAnswers.of(List.of());

        assertThat(answers.tolerance(0)).isEqualTo(0.1);
        assertThat(answers.tolerance(-10)).isEqualTo(0.1 + 0.02 * 10);
    }
}
