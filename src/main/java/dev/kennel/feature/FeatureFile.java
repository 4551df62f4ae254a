package dev.kennel.feature;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.kennel.yaml.Fields;
import dev.kennel.yaml.Problems;
import dev.kennel.yaml.YamlDocument;
import dev.kennel.yaml.YamlException;
import dev.kennel.yaml.YamlText;
import dev.kennel.yaml.YamlWriter;

/// A feature as YAML (and so as JSON too):
///
/// ```yaml
/// name: hedging
/// poles: {positive: hedged, negative: certain}
/// notes: Does the answer hedge? Both answers state the same fact.
/// contrast:
///   positive: [Never sound certain.]      # system prompts
///   negative: [Never sound unsure.]
///   prompts: ["What color is a moth?"]
/// probes:
/// - prompt: How big is a lake?
///   positive: Perhaps a lake is huge.
///   negative: A lake is huge.
/// - prompt: Which answer would you give?
///   a: Maybe it rains.
///   b: It rains.
///   positive: a                           # the option at the positive pole
/// benign: [A duck swims in the pond.]
/// ```
///
/// All but `benign` must be there.
public final class FeatureFile {

    /// Far above any feature, far below what would hurt.
    static final int MOST_CHARACTERS = 192 * 1024;

    private static final List<String> FIELDS = List.of("name", "poles", "notes", "contrast", "probes", "benign");

    private FeatureFile() {}

    /// @param file how errors name it
    /// @throws YamlException with everything that is wrong
    public static Feature parse(String file, String text) throws YamlException {
        Problems problems = new Problems(file);
        Fields fields = new Fields("", YamlDocument.mapping(text, MOST_CHARACTERS, problems), FIELDS, problems);
        Optional<Feature> read = new FeatureFields(fields).read();
        problems.throwIfAny();
        return read.orElseThrow();
    }

    /// @throws YamlException with everything that is wrong, also when the file cannot be read
    public static Feature read(Path file) throws YamlException {
        return parse(file.getFileName().toString(), YamlText.of(file, MOST_CHARACTERS));
    }

    /// The feature as YAML that reads back as an equal feature.
    public static String write(Feature feature) {
        return new YamlWriter()
                .text("name", feature.name())
                .shortMapping(
                        "poles",
                        new YamlWriter.Mapping()
                                .plain("positive", feature.poles().positive())
                                .plain("negative", feature.poles().negative()))
                .text("notes", feature.notes())
                .nested(
                        "contrast",
                        new YamlWriter()
                                .longList("positive", feature.contrast().positive())
                                .longList("negative", feature.contrast().negative())
                                .longList("prompts", feature.contrast().prompts()))
                .longMappings(
                        "probes",
                        feature.probes().stream().map(FeatureFile::mapping).toList())
                .longList("benign", feature.benign())
                .toString();
    }

    private static YamlWriter.Mapping mapping(Probe probe) {
        var mapping = new YamlWriter.Mapping().plain("prompt", probe.prompt());
        return switch (probe) {
            case Probe.Answers answers ->
                mapping.plain("positive", answers.positive()).plain("negative", answers.negative());
            case Probe.Options options ->
                mapping.plain("a", options.a())
                        .plain("b", options.b())
                        .plain("positive", options.positiveIsA() ? "a" : "b");
        };
    }
}
