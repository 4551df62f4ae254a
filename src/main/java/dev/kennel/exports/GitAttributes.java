package dev.kennel.exports;

import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The `.gitattributes` of a hub's repository: which files Git LFS keeps.
final class GitAttributes {

    static final String NAME = ".gitattributes";

    private static final String LARGE = "*.gguf";
    private static final String RULE = " filter=lfs diff=lfs merge=lfs -text\n";

    private GitAttributes() {}

    /// @param weights paths of the files that are not text
    static ExportFile over(Collection<String> weights) {
        Stream<String> others = weights.stream()
                .filter(path -> !path.endsWith(".gguf"))
                .map(path -> path.replaceAll("[\\s\\[\\]*?\\\\]", "?"))
                .sorted();
        String rules = Stream.concat(Stream.of(LARGE), others)
                .map(pattern -> pattern + RULE)
                .collect(Collectors.joining());
        return ExportFile.text(NAME, rules);
    }
}
