package dev.kennel.recipe;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// Writes fields in the order given, one layout for all files: a rule a line, short lists on one line. Empty lists are
/// left out.
final class YamlWriter {

    private final List<NodeTuple> fields = new ArrayList<>();

    YamlWriter text(String field, String value) {
        return add(field, scalar(value));
    }

    YamlWriter flag(String field, boolean value) {
        return add(field, new ScalarNode(Tag.BOOL, String.valueOf(value), null, null, ScalarStyle.PLAIN));
    }

    YamlWriter rules(String field, List<TensorRule> rules) {
        return list(field, rules.stream().map(YamlWriter::rule).toList(), FlowStyle.BLOCK);
    }

    YamlWriter shortList(String field, List<String> values) {
        return list(field, values.stream().map(YamlWriter::scalar).toList(), FlowStyle.FLOW);
    }

    YamlWriter longList(String field, List<String> values) {
        return list(field, values.stream().map(YamlWriter::scalar).toList(), FlowStyle.BLOCK);
    }

    private YamlWriter list(String field, List<? extends Node> values, FlowStyle style) {
        return values.isEmpty() ? this : add(field, new SequenceNode(Tag.SEQ, List.copyOf(values), style));
    }

    private YamlWriter add(String field, Node value) {
        fields.add(new NodeTuple(scalar(field), value));
        return this;
    }

    private static Node rule(TensorRule rule) {
        Node pattern = new ScalarNode(Tag.STR, rule.pattern(), null, null, ScalarStyle.SINGLE_QUOTED);
        Node type = scalar(rule.type().ggmlName());
        return new MappingNode(
                Tag.MAP,
                List.of(new NodeTuple(scalar("tensor"), pattern), new NodeTuple(scalar("type"), type)),
                FlowStyle.FLOW);
    }

    private static Node scalar(String value) {
        return new ScalarNode(Tag.STR, value, null, null, ScalarStyle.PLAIN);
    }

    @Override
    public String toString() {
        StringWriter text = new StringWriter();
        new Yaml(layout()).serialize(new MappingNode(Tag.MAP, fields, FlowStyle.BLOCK), text);
        return text.toString();
    }

    private static DumperOptions layout() {
        DumperOptions layout = new DumperOptions();
        layout.setWidth(Integer.MAX_VALUE);
        layout.setSplitLines(false);
        layout.setAllowUnicode(true);
        return layout;
    }
}
