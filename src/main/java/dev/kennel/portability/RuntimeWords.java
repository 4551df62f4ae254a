package dev.kennel.portability;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a runtime wrote before it gave a file up: of its lines those that say why, the first of them first.
final class RuntimeWords {

    private static final int LONGEST = 2_000;

    /// What llama.cpp, C++'s run-time and the Java machine say when something goes wrong.
    private static final Pattern TELLING =
            Pattern.compile("(?i)error|fail|invalid|unknown|unsupported|cannot|could not|assert|terminate|what\\(\\)"
                    + "|SIG[A-Z]+ \\(0x|^# C ");

    /// "llama_model_load: error loading model: ", in front of the reason.
    private static final Pattern PREFIX = Pattern.compile("^\\w+: (error loading model[^:]*: )*");

    private RuntimeWords() {}

    /// @param directory that the file was written out to, of no interest to anyone
    static String of(List<String> lines, Path directory) {
        return bounded(lines.stream()
                .filter(line -> TELLING.matcher(line).find())
                .map(line -> PREFIX.matcher(line).replaceFirst("").strip())
                .map(line -> line.replace(directory + "/", ""))
                .distinct()
                .collect(Collectors.joining("\n")));
    }

    static String bounded(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
