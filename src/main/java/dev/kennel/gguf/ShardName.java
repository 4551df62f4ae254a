package dev.kennel.gguf;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The name of a part of a split GGUF, as llama.cpp makes and expects it: `{prefix}-00001-of-00003.gguf`.
///
/// @param index from 0; the name counts from 1
public record ShardName(String prefix, int index, int count) {

    private static final Pattern NAME = Pattern.compile("(.*)-(\\d{5})-of-(\\d{5})\\.gguf");

    /// Empty when the file's name has not this form.
    public static Optional<ShardName> parse(String fileName) {
        Matcher name = NAME.matcher(fileName);
        return name.matches()
                ? Optional.of(new ShardName(
                        name.group(1), Integer.parseInt(name.group(2)) - 1, Integer.parseInt(name.group(3))))
                : Optional.empty();
    }

    public ShardName withIndex(int other) {
        return new ShardName(prefix, other, count);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s-%05d-of-%05d.gguf", prefix, index + 1, count);
    }
}
