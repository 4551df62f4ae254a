package dev.kennel.feature;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Features as people write them, for tests.
public final class FeatureTexts {

    private FeatureTexts() {}

    /// The smallest that may be.
    ///
    /// @param last further fields
    public static String feature(String last) {
        return """
                name: mood
                poles: {positive: cheerful, negative: sober}
                notes: Is the answer cheerful?
                contrast:
                  positive: [Be glad., Be merry.]
                  negative: [Be sober., Be plain.]
                  prompts:
                %s
                probes:
                %s
                - {prompt: "Which one?", a: Sunny!, b: It is warm., positive: a}
                %s
                """.formatted(
                lines(8, "  - How was day %d?"),
                lines(15, "- {prompt: 'How is the soup %1$d?', positive: 'Wonderful %1$d!', negative: 'Hot %1$d.'}"),
                last);
    }

    private static String lines(int count, String line) {
        return IntStream.range(0, count).mapToObj(line::formatted).collect(Collectors.joining("\n"));
    }
}
