package dev.kennel.quantize;

import java.util.regex.Pattern;

/// A word of a command that people copy into a POSIX shell.
public final class ShellWord {

    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

    private ShellWord() {}

    /// Whether the shell takes the text as it is.
    public static boolean isPlain(String text) {
        return PLAIN.matcher(text).matches();
    }

    /// The text as one word, in quotes where it needs them.
    public static String of(String text) {
        return isPlain(text) ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
