package dev.kennel.steering;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.kennel.catalog.Model;
import dev.kennel.feature.Feature;
import dev.kennel.steer.Method;
import dev.kennel.steer.SteeringReach;

/// What a control vector's file says about how it was made, under keys that no other program reads.
final class VectorFacts {

    /// Before each key.
    static final String PREFIX = "kennel.vector.";

    /// The key of the feature's name.
    static final String FEATURE = "feature";

    /// In the order in which people read them, with what they are called.
    private static final List<Fact> ORDER = List.of(
            new Fact(FEATURE, "feature"),
            new Fact("feature_sha256", "version of the feature"),
            new Fact("positive", "positive pole"),
            new Fact("negative", "negative pole"),
            new Fact("method", "method"),
            new Fact("pairs", "pairs of conversations"),
            new Fact("base", "extracted from"),
            new Fact("base_sha256", "digest of that model"),
            new Fact("read", "read"),
            new Fact("acts", "acts"));

    private VectorFacts() {}

    private record Fact(String key, String title) {}

    /// A fact with what it is called.
    public record Row(String title, String value) {}

    static SortedMap<String, String> of(Model model, Feature feature, Method method, SteeringReach reach) {
        var facts = new TreeMap<String, String>();
        put(facts, FEATURE, feature.name());
        put(facts, "feature_sha256", feature.digest());
        put(facts, "positive", feature.poles().positive());
        put(facts, "negative", feature.poles().negative());
        put(facts, "method", method.words());
        put(facts, "pairs", String.valueOf(feature.contrast().pairs()));
        put(facts, "base", model.repository.path());
        put(facts, "base_sha256", model.sourceSha256);
        put(
                facts,
                "read",
                reach.tensor() + "-N after the last token of the prompt, where the model would begin to answer");
        put(facts, "acts", "direction.N is added to what comes out of block N, counted from 0");
        return facts;
    }

    private static void put(SortedMap<String, String> facts, String key, String value) {
        facts.put(PREFIX + key, value);
    }

    /// @param facts without the prefix
    static List<Row> rows(SortedMap<String, String> facts) {
        return ORDER.stream()
                .filter(fact -> facts.containsKey(fact.key()))
                .map(fact -> new Row(fact.title(), facts.get(fact.key())))
                .toList();
    }
}
