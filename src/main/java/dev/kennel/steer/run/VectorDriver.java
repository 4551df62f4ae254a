package dev.kennel.steer.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

import dev.kennel.gguf.ControlVectorFile;
import dev.kennel.llama.TokenBatch;
import dev.kennel.llama.Vocabulary;
import dev.kennel.steer.Drive;
import dev.kennel.steer.Margins;
import dev.kennel.steer.ResponseReport.Asked;
import dev.kennel.steer.ResponseReport.Driven;
import dev.kennel.steer.ResponseReport.Sample;
import dev.kennel.steer.ResponseSettings;
import dev.kennel.worker.TaskFailure;

/// Adds vectors to a file at all strengths and writes down what it answers.
final class VectorDriver {

    /// Where what a random vector does, and what the vector does to other features, is looked at.
    private static final double[] ENDS = {-1, 0, 1};

    /// Continuations that are shown of each of these strengths.
    private static final int SAMPLES = 3;

    private final ResponseSettings settings;
    private final Vocabulary vocabulary;
    private final SteeredContext steered;
    private final TokenBatch batch;
    private final ProbeReader reader;
    private final Continuations continuations;
    private final List<FeatureTokens> features;
    private final List<Asked> asked;

    /// @param asked what the unsteered file said of each feature
    VectorDriver(
            ResponseSettings settings,
            Vocabulary vocabulary,
            SteeredContext steered,
            TokenBatch batch,
            ProbeReader reader,
            List<FeatureTokens> features,
            List<Asked> asked) {
        this.settings = settings;
        this.vocabulary = vocabulary;
        this.steered = steered;
        this.batch = batch;
        this.reader = reader;
        this.continuations = new Continuations(steered.context(), batch, vocabulary);
        this.features = features;
        this.asked = asked;
    }

    Driven drive(Drive drive) throws IOException, TaskFailure {
        SortedMap<Integer, float[]> directions =
                ControlVectorFile.read(drive.vector()).directions();
        FeatureTokens feature = features.get(drive.feature());
        steered.steerNoMore();
        var benign = new BenignText(steered.context(), batch, settings.together(), feature.benign());
        double unit = drive.unit().isPresent()
                ? drive.unit().get()
                : UnitSearch.unit(strength -> {
                    steered.steer(directions, strength);
                    return benign.damage();
                });
        double[] strengths = settings.strengthArray();
        double[][] rows = new double[strengths.length][];
        double[] damage = new double[strengths.length];
        double[] incoherent = new double[strengths.length];
        List<Sample> samples = new ArrayList<>();
        List<int[]> prompts = Continuations.prompts(feature);
        for (int i = 0; i < strengths.length; i++) {
            double strength = strengths[i];
            steer(directions, unit * strength);
            rows[i] = strength == 0 ? asked.get(drive.feature()).margins() : reader.margins(feature.plain());
            damage[i] = strength == 0 ? 0 : benign.damage();
            List<List<Integer>> answers = continuations.of(prompts, 2 * settings.together());
            incoherent[i] = Continuations.incoherent(answers);
            if (Arrays.stream(ENDS).anyMatch(end -> end == strength)) {
                samples.addAll(samples(feature, answers, strength));
            }
        }
        Margins random = ends(RandomDirections.like(directions, drive.seed()), unit, drive.feature(), feature.plain());
        var driven = new Driven(
                unit,
                new Margins(strengths, rows),
                damage,
                incoherent,
                random,
                crossTalk(directions, unit, drive.feature()),
                samples);
        steered.steerNoMore();
        return driven;
    }

    private void steer(SortedMap<Integer, float[]> directions, double strength) {
        if (strength == 0) {
            steered.steerNoMore();
        } else {
            steered.steer(directions, strength);
        }
    }

    private List<Sample> samples(FeatureTokens feature, List<List<Integer>> answers, double strength) {
        List<String> prompts = feature.prompts().stream().distinct().toList();
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < Math.min(SAMPLES, answers.size()); i++) {
            samples.add(new Sample(prompts.get(i), strength, vocabulary.text(answers.get(i))));
        }
        return samples;
    }

    private List<Optional<Margins>> crossTalk(SortedMap<Integer, float[]> directions, double unit, int own) {
        List<Optional<Margins>> all = new ArrayList<>();
        for (int other = 0; other < features.size(); other++) {
            all.add(
                    other == own
                            ? Optional.empty()
                            : Optional.of(ends(
                                    directions, unit, other, features.get(other).crossTalk())));
        }
        return all;
    }

    /// @param feature whose probes the pairs are, or its first ones
    private Margins ends(SortedMap<Integer, float[]> directions, double unit, int feature, List<TokenPair> pairs) {
        double[][] rows = new double[ENDS.length][];
        int probes = pairs.getLast().probe() + 1;
        for (int i = 0; i < ENDS.length; i++) {
            if (ENDS[i] == 0) {
                rows[i] = Arrays.copyOf(asked.get(feature).margins(), probes);
            } else {
                steer(directions, unit * ENDS[i]);
                rows[i] = reader.margins(pairs);
            }
        }
        return new Margins(ENDS, rows);
    }
}
