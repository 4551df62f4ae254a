package dev.kennel.exports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.kennel.blob.Sha256;
import dev.kennel.catalog.CardFolder;

/// The digests of a folder's files, as `sha256sum` writes and checks them.
///
/// @param digests by path
record Sha256Sums(SortedMap<String, Sha256> digests) {

    static final String NAME = "SHA256SUMS";

    private static final Pattern LINE = Pattern.compile("(\\\\?)([0-9a-f]{64}) [ *](.+)");

    /// Those that a folder states; none when it has no such file. Lines that say anything else are passed over.
    static Sha256Sums in(Path directory) throws IOException {
        Path file = directory.resolve(NAME);
        SortedMap<String, Sha256> digests = new TreeMap<>();
        if (Files.isRegularFile(file)) {
            for (String line : Files.readAllLines(file)) {
                Matcher matcher = LINE.matcher(line);
                if (matcher.matches()) {
                    String path = matcher.group(1).isEmpty() ? matcher.group(3) : unescaped(matcher.group(3));
                    digests.put(path, new Sha256(matcher.group(2)));
                }
            }
        }
        return new Sha256Sums(digests);
    }

    Optional<Sha256> of(String path) {
        return Optional.ofNullable(digests.get(path));
    }

    /// Whether it is that of a folder that was exported: every export has these two files.
    boolean ofExport() {
        return digests.containsKey(CardFolder.README) && digests.containsKey(GitAttributes.NAME);
    }

    /// The file's text.
    String text() {
        var text = new StringBuilder();
        for (Map.Entry<String, Sha256> entry : digests.entrySet()) {
            String path = escaped(entry.getKey());
            text.append(path.equals(entry.getKey()) ? "" : "\\")
                    .append(entry.getValue())
                    .append("  ")
                    .append(path)
                    .append('\n');
        }
        return text.toString();
    }

    private static String escaped(String path) {
        return path.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    private static String unescaped(String path) {
        return Pattern.compile("\\\\(.)").matcher(path).replaceAll(escape -> switch (escape.group(1)) {
            case "n" -> "\n";
            case "r" -> "\r";
            default -> "\\\\";
        });
    }
}
