package dev.kennel.feature;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import dev.kennel.feature.Feature.Contrast;
import dev.kennel.feature.Feature.Poles;
import dev.kennel.yaml.Fields;
import dev.kennel.yaml.Names;

/// Reads a feature from its fields and refuses what would measure something else than it says.
final class FeatureFields {

    private static final int MOST_SYSTEM_PROMPTS = 64;
    private static final int MOST_PROMPTS = 1024;
    private static final int MOST_PROBES = 4096;
    private static final int FEWEST_PROMPTS = 8;
    private static final int FEWEST_PROBES = 16;

    /// What the addresses and forms hold beside the settings of features.
    private static final Set<String> TAKEN =
            Set.of("after", "link", "model", "quant", "question", "seed", "temperature", "tokens");

    private final Fields fields;

    /// Prompts of the contrast, in lower case: a probe with one of them would measure what the direction was made of.
    private final Set<String> contrasted = new HashSet<>();

    FeatureFields(Fields fields) {
        this.fields = fields;
    }

    /// Empty only when problems were found; there may be some even when a feature is returned.
    Optional<Feature> read() {
        fields.require("name", "poles", "notes", "contrast", "probes");
        Optional<String> name = fields.text("name");
        name.flatMap(FeatureFields::problem).ifPresent(problem -> fields.refuse("name", problem));
        Optional<String> notes = fields.text("notes");
        Optional<Poles> poles =
                fields.mapping("poles", List.of("positive", "negative")).flatMap(FeatureFields::poles);
        Optional<Contrast> contrast = fields.mapping("contrast", List.of("positive", "negative", "prompts"))
                .map(this::contrast);
        List<Probe> probes = probes();
        List<String> benign = unique(fields, "benign", MOST_PROMPTS);
        if (name.isEmpty() || poles.isEmpty() || notes.isEmpty() || contrast.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Feature(name.get(), poles.get(), notes.get(), contrast.get(), probes, benign));
    }

    private static Optional<Poles> poles(Fields poles) {
        poles.require("positive", "negative");
        Optional<String> positive = poles.text("positive");
        Optional<String> negative = poles.text("negative");
        return positive.flatMap(one -> negative.map(other -> new Poles(one, other)));
    }

    private Contrast contrast(Fields contrast) {
        contrast.require("positive", "negative", "prompts");
        List<String> positive = unique(contrast, "positive", MOST_SYSTEM_PROMPTS);
        List<String> negative = unique(contrast, "negative", MOST_SYSTEM_PROMPTS);
        List<String> prompts = unique(contrast, "prompts", MOST_PROMPTS);
        atLeast(contrast, "positive", positive, 1);
        atLeast(contrast, "negative", negative, 1);
        atLeast(contrast, "prompts", prompts, FEWEST_PROMPTS);
        prompts.forEach(prompt -> contrasted.add(key(prompt)));
        return new Contrast(positive, negative, prompts);
    }

    private List<Probe> probes() {
        List<Fields> entries = fields.mappings("probes", List.of("prompt", "positive", "negative", "a", "b"));
        if (entries.size() > MOST_PROBES) {
            fields.refuse("probes", "there are " + entries.size() + "; at most " + MOST_PROBES + " are allowed");
        }
        atLeast(fields, "probes", entries, FEWEST_PROBES);
        List<Probe> probes = new ArrayList<>();
        for (Fields entry : entries) {
            Optional<String> prompt = entry.text("prompt");
            entry.require("prompt", "positive");
            prompt.filter(text -> contrasted.contains(key(text)))
                    .ifPresent(_ -> entry.refuse(
                            "prompt", "it is a prompt of the contrast too; a probe must be one that was held out"));
            boolean options = entry.has("a") || entry.has("b");
            Optional<? extends Probe> probe =
                    prompt.flatMap(text -> options ? options(entry, text) : answers(entry, text));
            probe.ifPresent(probes::add);
        }
        return probes;
    }

    private static Optional<Probe> answers(Fields entry, String prompt) {
        entry.require("negative");
        Optional<String> positive = entry.text("positive");
        Optional<String> negative = entry.text("negative");
        if (positive.isPresent() && positive.equals(negative)) {
            entry.refuse("negative", "it is the same as 'positive'; the answers must differ");
        }
        return positive.flatMap(one -> negative.map(other -> new Probe.Answers(prompt, one, other)));
    }

    private static Optional<Probe> options(Fields entry, String prompt) {
        entry.require("a", "b");
        if (entry.has("negative")) {
            entry.refuse("negative", "a probe with options has none: 'positive' says which option is at that pole");
        }
        Optional<String> a = entry.text("a");
        Optional<String> b = entry.text("b");
        if (a.isPresent() && a.equals(b)) {
            entry.refuse("b", "it is the same as 'a'; the options must differ");
        }
        Optional<Boolean> positiveIsA = entry.choice(
                "positive",
                word -> List.of("a", "b").contains(word) ? Optional.of(word.equals("a")) : Optional.empty(),
                List.of("a", "b"));
        return a.flatMap(
                one -> b.flatMap(other -> positiveIsA.map(first -> new Probe.Options(prompt, one, other, first))));
    }

    private static Optional<String> problem(String name) {
        return TAKEN.contains(name.toLowerCase(Locale.ROOT))
                ? Optional.of(
                        "'" + name + "' means something else in the addresses of bundles and of the mixer, where a"
                                + " setting goes by its feature's name; choose another")
                : Names.problem(name);
    }

    private static List<String> unique(Fields fields, String name, int most) {
        List<Fields.Text> texts = fields.texts(name);
        if (texts.size() > most) {
            fields.refuse(name, "there are " + texts.size() + "; at most " + most + " are allowed");
        }
        Set<String> seen = new HashSet<>();
        texts.stream()
                .filter(text -> !seen.add(key(text.value())))
                .forEach(text -> text.refuse("'" + Fields.shown(text.value()) + "' is there twice; keep one"));
        return texts.stream().map(Fields.Text::value).toList();
    }

    private static void atLeast(Fields fields, String name, List<?> entries, int fewest) {
        if (fields.has(name) && entries.size() < fewest) {
            fields.refuse(name, "there are " + entries.size() + "; at least " + fewest + " are needed");
        }
    }

    private static String key(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
