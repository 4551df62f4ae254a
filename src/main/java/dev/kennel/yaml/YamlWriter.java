package dev.kennel.yaml;

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

/// Writes fields in the order given, one layout for all files. Empty lists are left out.
public final class YamlWriter {

    private final List<NodeTuple> fields = new ArrayList<>();

    public YamlWriter text(String field, String value) {
        return add(field, scalar(value));
    }

    public YamlWriter flag(String field, boolean value) {
        return add(field, new ScalarNode(Tag.BOOL, String.valueOf(value), null, null, ScalarStyle.PLAIN));
    }

    /// A mapping within the file.
    public static final class Mapping {

        private final List<NodeTuple> tuples = new ArrayList<>();

        public Mapping plain(String field, String value) {
            tuples.add(new NodeTuple(scalar(field), scalar(value)));
            return this;
        }

        public Mapping quoted(String field, String value) {
            tuples.add(new NodeTuple(
                    scalar(field), new ScalarNode(Tag.STR, value, null, null, ScalarStyle.SINGLE_QUOTED)));
            return this;
        }

        private Node node(FlowStyle style) {
            return new MappingNode(Tag.MAP, tuples, style);
        }
    }

    /// On one line.
    public YamlWriter shortMapping(String field, Mapping mapping) {
        return add(field, mapping.node(FlowStyle.FLOW));
    }

    /// Each on a line of its own.
    public YamlWriter shortMappings(String field, List<Mapping> mappings) {
        return list(
                field, mappings.stream().map(each -> each.node(FlowStyle.FLOW)).toList(), FlowStyle.BLOCK);
    }

    /// With a line for each of their fields.
    public YamlWriter longMappings(String field, List<Mapping> mappings) {
        return list(
                field, mappings.stream().map(each -> each.node(FlowStyle.BLOCK)).toList(), FlowStyle.BLOCK);
    }

    /// Fields within a field.
    public YamlWriter nested(String field, YamlWriter inner) {
        return add(field, new MappingNode(Tag.MAP, inner.fields, FlowStyle.BLOCK));
    }

    public YamlWriter shortList(String field, List<String> values) {
        return list(field, values.stream().map(YamlWriter::scalar).toList(), FlowStyle.FLOW);
    }

    public YamlWriter longList(String field, List<String> values) {
        return list(field, values.stream().map(YamlWriter::scalar).toList(), FlowStyle.BLOCK);
    }

    private YamlWriter list(String field, List<? extends Node> values, FlowStyle style) {
        return values.isEmpty() ? this : add(field, new SequenceNode(Tag.SEQ, List.copyOf(values), style));
    }

    private YamlWriter add(String field, Node value) {
        fields.add(new NodeTuple(scalar(field), value));
        return this;
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
