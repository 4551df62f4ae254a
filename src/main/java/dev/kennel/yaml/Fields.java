package dev.kennel.yaml;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// The fields of one YAML mapping. What is wrong is collected, and a value that cannot be used reads as absent.
public final class Fields {

    private static final int LONGEST_TEXT = 1000;
    private static final int LONGEST_SHOWN = 60;

    private final String path;
    private final MappingNode mapping;
    private final Problems problems;
    private final Map<String, Node> values = new LinkedHashMap<>();

    /// @param path where the mapping stands, `rules[0].` say; empty at the top
    /// @param known the fields it may have
    public Fields(String path, MappingNode mapping, Collection<String> known, Problems problems) {
        this.path = path;
        this.mapping = mapping;
        this.problems = problems;
        refuseAnchor(mapping, path);
        for (NodeTuple tuple : mapping.getValue()) {
            take(tuple, known);
        }
    }

    private void take(NodeTuple tuple, Collection<String> known) {
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            problems.add(tuple.getKeyNode(), path, "a field's name must be a word; it is " + kind(tuple.getKeyNode()));
            return;
        }
        String name = key.getValue();
        if (!known.contains(name)) {
            problems.add(
                    key,
                    path + shown(name),
                    "there is no such field" + Names.suggestion(name, known) + "; known: " + String.join(", ", known));
        } else if (values.putIfAbsent(name, tuple.getValueNode()) != null) {
            problems.add(key, path + name, "the field is there twice; keep one");
        }
        refuseAnchor(key, path);
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /// Refuses what `field` says.
    public void refuse(String field, String message) {
        problems.add(values.getOrDefault(field, mapping), path + field, message);
    }

    /// Refuses the mapping when a field is missing.
    public void require(String... names) {
        for (String name : names) {
            if (!has(name)) {
                refuse(name, "the field is missing");
            }
        }
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).flatMap(node -> text(node, path + name));
    }

    public boolean flag(String name) {
        Optional<String> text = text(name);
        text.filter(value -> !value.equals("true") && !value.equals("false"))
                .ifPresent(value -> refuse(name, "'" + shown(value) + "' is neither true nor false"));
        return text.filter("true"::equals).isPresent();
    }

    /// One of several words.
    public <T> Optional<T> choice(String name, Function<String, Optional<T>> lookup, Collection<String> allowed) {
        return text(name).flatMap(value -> {
            Optional<T> found = lookup.apply(value);
            if (found.isEmpty()) {
                refuse(name, Names.unknown(shown(value), allowed));
            }
            return found;
        });
    }

    /// A list of texts.
    public List<Text> texts(String name) {
        List<Text> texts = new ArrayList<>();
        each(name, (node, at) -> text(node, at).ifPresent(value -> texts.add(new Text(value, node, at, problems))));
        return texts;
    }

    /// A mapping within.
    public Optional<Fields> mapping(String name, Collection<String> known) {
        Node node = values.get(name);
        if (node == null) {
            return Optional.empty();
        }
        if (node instanceof MappingNode inner) {
            return Optional.of(new Fields(path + name + ".", inner, known, problems));
        }
        refuse(name, "must have the fields " + String.join(", ", known) + "; it is " + kind(node));
        return Optional.empty();
    }

    /// A list of mappings.
    public List<Fields> mappings(String name, Collection<String> known) {
        List<Fields> mappings = new ArrayList<>();
        each(name, (node, at) -> {
            if (node instanceof MappingNode each) {
                mappings.add(new Fields(at + ".", each, known, problems));
            } else {
                problems.add(node, at, "must have the fields " + String.join(", ", known) + "; it is " + kind(node));
            }
        });
        return mappings;
    }

    private void each(String name, Entry action) {
        Node node = values.get(name);
        if (node == null) {
            return;
        }
        refuseAnchor(node, path + name);
        if (!(node instanceof SequenceNode sequence)) {
            refuse(name, "must be a list; it is " + kind(node));
            return;
        }
        List<Node> entries = sequence.getValue();
        for (int i = 0; i < entries.size(); i++) {
            action.take(entries.get(i), path + name + "[" + i + "]");
        }
    }

    private Optional<String> text(Node node, String at) {
        refuseAnchor(node, at);
        if (!(node instanceof ScalarNode scalar)) {
            problems.add(node, at, "must be a text; it is " + kind(node));
            return Optional.empty();
        }
        String value = scalar.getValue();
        Optional<String> problem = textProblem(value);
        problem.ifPresent(message -> problems.add(node, at, message));
        return problem.isPresent() ? Optional.empty() : Optional.of(value);
    }

    private static Optional<String> textProblem(String value) {
        if (value.isBlank()) {
            return Optional.of("it has no value");
        }
        if (value.length() > LONGEST_TEXT) {
            return Optional.of("it has " + value.length() + " characters; at most " + LONGEST_TEXT + " are allowed");
        }
        return value.codePoints()
                .filter(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE)
                .mapToObj("the character U+%04X may not stand here; write it on one line"::formatted)
                .findFirst();
    }

    private void refuseAnchor(Node node, String at) {
        if (node.getAnchor() != null) {
            problems.add(node, at, "anchors and aliases ('&" + node.getAnchor() + "') are not used; write it out");
        }
        if (node.getTag() != null && !node.getTag().startsWith(Tag.PREFIX)) {
            problems.add(node, at, "tags ('" + node.getTag() + "') are not used; leave it out");
        }
    }

    public static String kind(Node node) {
        return switch (node.getNodeId()) {
            case scalar -> "a text";
            case sequence -> "a list";
            case mapping -> "a mapping";
            case anchor -> "an alias";
        };
    }

    public static String shown(String value) {
        return value.length() <= LONGEST_SHOWN ? value : value.substring(0, LONGEST_SHOWN) + "…";
    }

    /// A text in a list.
    public record Text(String value, Node node, String at, Problems problems) {

        public void refuse(String message) {
            problems.add(node, at, message);
        }
    }

    @FunctionalInterface
    private interface Entry {
        void take(Node node, String at);
    }
}
