package dev.kennel.steer;

import java.util.ArrayList;
import java.util.List;

import dev.kennel.feature.Probe;

/// A prompt with two answers, as a model is asked. A probe with options is asked twice, in both orders, since models
/// prefer a letter; the probe's margin is the mean.
///
/// @param probe its number
public record ProbePair(int probe, String prompt, String positive, String negative) {

    public static List<ProbePair> of(List<Probe> probes) {
        List<ProbePair> pairs = new ArrayList<>();
        for (int number = 0; number < probes.size(); number++) {
            switch (probes.get(number)) {
                case Probe.Answers answers ->
                    pairs.add(new ProbePair(number, answers.prompt(), answers.positive(), answers.negative()));
                case Probe.Options options -> {
                    pairs.add(lettered(number, options.prompt(), options.positive(), options.negative(), "A", "B"));
                    pairs.add(lettered(number, options.prompt(), options.negative(), options.positive(), "B", "A"));
                }
            }
        }
        return pairs;
    }

    private static ProbePair lettered(
            int number, String question, String first, String second, String positive, String negative) {
        String prompt = "%s\n\nA. %s\nB. %s\n\nAnswer with A or B.".formatted(question, first, second);
        return new ProbePair(number, prompt, positive, negative);
    }
}
