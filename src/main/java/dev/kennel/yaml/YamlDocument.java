package dev.kennel.yaml;

import java.io.StringReader;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/// Text to nodes, which know their lines. Nothing is constructed from tags, and aliases are refused, so that a file is
/// never larger in memory than it looks.
public final class YamlDocument {

    private static final int DEEPEST = 12;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private YamlDocument() {}

    /// The mapping that a text consists of.
    ///
    /// @param most characters that such a file has at most
    public static MappingNode mapping(String text, int most, Problems problems) throws YamlException {
        Node root = compose(text, most, problems);
        if (root instanceof MappingNode mapping) {
            return mapping;
        }
        if (root == null) {
            problems.add(1, "", "the file is empty; it must have fields such as 'name: …'");
        } else {
            problems.add(root, "", "the file must have fields such as 'name: …'; it is " + Fields.kind(root));
        }
        problems.throwIfAny();
        throw new IllegalStateException("Problems were added above");
    }

    private static Node compose(String text, int most, Problems problems) throws YamlException {
        if (text.length() > most) {
            problems.add(1, "", "it has " + text.length() + " characters; at most " + most + " are read");
            problems.throwIfAny();
        }
        try {
            return new Yaml(limits(most)).compose(new StringReader(withoutByteOrderMark(text)));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            problems.add(line, "", "this is not YAML: " + e.getProblem() + hint(e));
        } catch (ReaderException e) {
            problems.add(
                    lineOf(text, e.getPosition()),
                    "",
                    "the character U+%04X may not stand in YAML".formatted(e.getCodePoint()));
        } catch (YAMLException e) {
            problems.add(1, "", "this YAML is refused: " + e.getMessage());
        }
        problems.throwIfAny();
        throw new IllegalStateException("Problems were added above");
    }

    private static LoaderOptions limits(int most) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(most);
        options.setNestingDepthLimit(DEEPEST);
        options.setMaxAliasesForCollections(0);
        return options;
    }

    private static String withoutByteOrderMark(String text) {
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    private static String hint(MarkedYAMLException e) {
        String problem = String.valueOf(e.getProblem());
        if (problem.contains("'\\t'")) {
            return "; indent with spaces, not with tabs";
        }
        if (problem.contains("mapping values are not allowed")) {
            return "; put a text that has ': ' in it into quotes";
        }
        return "";
    }

    private static int lineOf(String text, int position) {
        return 1 + (int) text.chars().limit(position).filter(c -> c == '\n').count();
    }
}
