package dev.kennel.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.yaml.snakeyaml.nodes.Node;

/// Collects what is wrong with one file, so that a person can mend all of it at once.
public final class Problems {

    private final String file;
    private final List<YamlProblem> found = new ArrayList<>();

    public Problems(String file) {
        this.file = file;
    }

    public void add(Node where, String field, String message) {
        add(where.getStartMark().getLine() + 1, field, message);
    }

    public void add(int line, String field, String message) {
        found.add(new YamlProblem(file, line, field, message));
    }

    public void throwIfAny() throws YamlException {
        if (!found.isEmpty()) {
            found.sort(Comparator.comparingInt(YamlProblem::line));
            throw new YamlException(found);
        }
    }
}
