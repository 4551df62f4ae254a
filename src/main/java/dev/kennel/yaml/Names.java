package dev.kennel.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Names that people write: which may be given, and which was meant.
public final class Names {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern SHARD = Pattern.compile(".*-\\d{5}-of-\\d{5}");

    private Names() {}

    /// What is wrong with the name of a recipe, say, which becomes a part of file names and addresses.
    public static Optional<String> problem(String name) {
        if (!NAME.matcher(name).matches() || name.contains("..")) {
            return Optional.of("'" + Fields.shown(name) + "' must begin with a letter or digit, then have only letters,"
                    + " digits, '_', '-' and '.' (no two dots in a row), 64 at most");
        }
        if (SHARD.matcher(name).matches() || name.toLowerCase(Locale.ROOT).endsWith(".gguf")) {
            return Optional.of("'" + name + "' would be read as a file's name; leave the ending out");
        }
        return Optional.empty();
    }

    public static String unknown(String value, Collection<String> allowed) {
        return "'" + value + "' is unknown" + suggestion(value, allowed) + "; allowed: " + String.join(", ", allowed);
    }

    /// `, did you mean q8_0?`, or nothing when no name is near.
    public static String suggestion(String value, Collection<String> allowed) {
        return allowed.stream()
                .min(Comparator.comparingInt(name -> distance(value, name)))
                .filter(name -> distance(value, name) <= Math.max(1, name.length() / 3))
                .map(name -> ", did you mean '" + name + "'?")
                .orElse("");
    }

    /// How many characters to add, drop or replace (Levenshtein), whatever their case.
    private static int distance(String from, String to) {
        String a = Fields.shown(from).toLowerCase(Locale.ROOT);
        String b = to.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
