package dev.kennel.steering;

import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.kennel.blob.Sha256;
import dev.kennel.catalog.Model;
import dev.kennel.feature.Feature;
import dev.kennel.gguf.ControlVectorFile;
import dev.kennel.steer.Method;
import dev.kennel.steer.SaeDecoder.Direction;
import dev.kennel.steer.SteeringReach;

/// What a control vector's file says about how it was made, under keys that no other program reads.
final class VectorFacts {

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
            new Fact("label", "feature of the autoencoder"),
            new Fact("sae", "autoencoder"),
            new Fact("sae_sha256", "digest of that file"),
            new Fact("sae_tensor", "tensor"),
            new Fact("sae_layout", "a feature is one of its"),
            new Fact("sae_index", "index of the feature"),
            new Fact("sae_norm", "length in the autoencoder"),
            new Fact("for", "taken for"),
            new Fact("for_sha256", "digest of that model"),
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

    /// @param sae digest of the autoencoder's file
    static SortedMap<String, String> of(Model model, SaeOrder order, Sha256 sae, Direction direction) {
        var facts = new TreeMap<String, String>();
        put(facts, "method", "sae");
        if (!order.label().isEmpty()) {
            put(facts, "label", order.label());
        }
        put(facts, "sae", order.source());
        put(facts, "sae_sha256", sae.hex());
        put(facts, "sae_tensor", order.tensor());
        put(facts, "sae_layout", order.layout().word());
        put(facts, "sae_index", String.valueOf(order.index()));
        put(facts, "sae_norm", String.format(Locale.ROOT, "%.6g", direction.originalNorm()));
        put(facts, "for", model.repository.path());
        put(facts, "for_sha256", model.sourceSha256);
        put(facts, "read", "what comes out of block " + order.block() + ", counted from 0, as whoever took it said");
        put(
                facts,
                "acts",
                "direction." + order.block() + " is added to what comes out of block " + order.block()
                        + ", counted from 0");
        return facts;
    }

    private static void put(SortedMap<String, String> facts, String key, String value) {
        facts.put(ControlVectorFile.FACTS + key, value);
    }

    /// @param facts without the prefix
    static List<Row> rows(SortedMap<String, String> facts) {
        return ORDER.stream()
                .filter(fact -> facts.containsKey(fact.key()))
                .map(fact -> new Row(fact.title(), facts.get(fact.key())))
                .toList();
    }
}
