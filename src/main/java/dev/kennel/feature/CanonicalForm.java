package dev.kennel.feature;

import dev.kennel.yaml.CanonicalText;

/// What a feature says, for its digest.
final class CanonicalForm {

    private CanonicalForm() {}

    /// SHA-256 in hexadecimal digits.
    static String digest(Feature feature) {
        CanonicalText form = new CanonicalText("feature 1");
        form.add("name", feature.name());
        form.add("positive", feature.poles().positive());
        form.add("negative", feature.poles().negative());
        form.add("notes", feature.notes());
        feature.contrast().positive().forEach(prompt -> form.add("contrast-positive", prompt));
        feature.contrast().negative().forEach(prompt -> form.add("contrast-negative", prompt));
        feature.contrast().prompts().forEach(prompt -> form.add("contrast-prompt", prompt));
        feature.probes().forEach(probe -> add(form, probe));
        feature.benign().forEach(text -> form.add("benign", text));
        return form.digest();
    }

    private static void add(CanonicalText form, Probe probe) {
        form.add("probe", probe.prompt());
        switch (probe) {
            case Probe.Answers answers ->
                form.add("probe-positive", answers.positive()).add("probe-negative", answers.negative());
            case Probe.Options options ->
                form.add("probe-a", options.a())
                        .add("probe-b", options.b())
                        .add("probe-positive", options.positiveIsA() ? "a" : "b");
        }
    }
}
