package dev.kennel.bundle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.fasterxml.jackson.annotation.JsonIgnore;

import dev.kennel.steer.Margins;
import dev.kennel.steer.ProbePair;

/// `probe.json`: some probes of each feature with the margins that were recorded, so that anyone can find out whether
/// the quant and its vectors still say the same.
///
/// @param note what the tolerance is for
/// @param absolute by how many nats a margin may differ
/// @param relative by what share of itself it may differ besides
public record KnownAnswers(String note, double absolute, double relative, List<FeatureProbes> features) {

    private static final String NOTE =
            "Margins are log p(positive) - log p(negative), in nats. Probes that are read in other batches, other CPU"
                    + " libraries and GPUs move them by some hundredths: a margin may differ by absolute + relative x"
                    + " |margin|.";
    private static final double ABSOLUTE = 0.1;
    private static final double RELATIVE = 0.02;

    /// Probes of a feature.
    private static final int PROBES = 4;

    public KnownAnswers {
        features = features == null ? List.of() : List.copyOf(features);
    }

    public static KnownAnswers of(List<FeatureProbes> features) {
        return new KnownAnswers(NOTE, ABSOLUTE, RELATIVE, features);
    }

    /// How far a margin may be from what was recorded, in nats.
    public double tolerance(double margin) {
        return absolute + relative * Math.abs(margin);
    }

    /// @param vector path of the control vector
    /// @param pairs of the probes, numbered from 0 on
    /// @param answers without a push first
    public record FeatureProbes(String feature, String vector, List<ProbePair> pairs, List<Answer> answers) {

        public FeatureProbes {
            pairs = pairs == null ? List.of() : List.copyOf(pairs);
            answers = answers == null ? List.of() : List.copyOf(answers);
        }

        /// Those probes that move most at the recorded strength nearest to the one that the bundle is set to.
        ///
        /// @param pairs of all probes
        /// @param margins that were recorded of them
        /// @param unit by what one unit multiplies the vector
        /// @param units that the bundle is set to
        public static FeatureProbes of(
                String feature, String vector, List<ProbePair> pairs, Margins margins, double unit, double units) {
            int pushed = nearest(margins.strengths(), units);
            int[] chosen = movedMost(margins.unsteered(), margins.rows()[pushed]);
            return new FeatureProbes(
                    feature,
                    vector,
                    numberedAnew(pairs, chosen),
                    List.of(
                            new Answer(0, 0, picked(margins.unsteered(), chosen)),
                            new Answer(
                                    margins.strengths()[pushed],
                                    unit * margins.strengths()[pushed],
                                    picked(margins.rows()[pushed], chosen))));
        }

        /// Whether there are probes, numbered from 0 on, and a margin for each in every answer, of which the first is
        /// without a push.
        @JsonIgnore
        public boolean isComplete() {
            int[] numbers = pairs.stream()
                    .mapToInt(ProbePair::probe)
                    .distinct()
                    .sorted()
                    .toArray();
            boolean numbered =
                    Arrays.equals(numbers, IntStream.range(0, numbers.length).toArray());
            boolean answered = answers.stream()
                    .allMatch(answer -> answer.margins() != null && answer.margins().length == numbers.length);
            return numbers.length > 0
                    && numbered
                    && answered
                    && answers.size() > 1
                    && answers.getFirst().factor() == 0;
        }

        /// 0 is none, since it pushes nowhere.
        private static int nearest(double[] strengths, double units) {
            return IntStream.range(0, strengths.length)
                    .boxed()
                    .filter(i -> strengths[i] != 0)
                    .min(Comparator.comparingDouble(i -> Math.abs(strengths[i] - units)))
                    .orElseThrow();
        }

        private static int[] movedMost(double[] without, double[] with) {
            return IntStream.range(0, without.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer probe) -> -Math.abs(with[probe] - without[probe])))
                    .limit(PROBES)
                    .mapToInt(Integer::intValue)
                    .sorted()
                    .toArray();
        }

        private static List<ProbePair> numberedAnew(List<ProbePair> pairs, int[] chosen) {
            Map<Integer, Integer> numbers = new HashMap<>();
            for (int i = 0; i < chosen.length; i++) {
                numbers.put(chosen[i], i);
            }
            List<ProbePair> some = new ArrayList<>();
            for (ProbePair pair : pairs) {
                if (numbers.containsKey(pair.probe())) {
                    some.add(new ProbePair(numbers.get(pair.probe()), pair.prompt(), pair.positive(), pair.negative()));
                }
            }
            return some;
        }

        private static double[] picked(double[] margins, int[] chosen) {
            return Arrays.stream(chosen).mapToDouble(probe -> margins[probe]).toArray();
        }
    }

    /// What was recorded at a strength.
    ///
    /// @param units that the vector was pushed by
    /// @param factor of the vector in llama.cpp
    /// @param margins a number a probe, in nats
    public record Answer(double units, double factor, double[] margins) {}
}
