package dev.kennel.web;

import java.util.Comparator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.quarkus.qute.TemplateExtension;

/// How texts of people and files stand in Markdown: as they are, in one line, without any power over what is around
/// them. Extensions for templates: `{companion.note.literal}`.
@TemplateExtension
public final class Markdown {

    /// What begins emphasis, links, HTML, code or the next cell of a table. An underscore within a word is none of it.
    private static final Pattern SPECIAL =
            Pattern.compile("[\\\\`*\\[\\]<>|~&]|(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}])");

    private static final Pattern BACKTICKS = Pattern.compile("`+");

    private Markdown() {}

    /// As prose.
    public static String literal(String text) {
        return SPECIAL.matcher(line(text)).replaceAll("\\\\$0");
    }

    /// As code, in backticks; a table ends a cell at a bar there too.
    public static String code(String text) {
        String line = line(text).replace("|", "\\|");
        int longest = BACKTICKS
                .matcher(line)
                .results()
                .map(MatchResult::group)
                .map(String::length)
                .max(Comparator.naturalOrder())
                .orElse(0);
        String fence = "`".repeat(longest + 1);
        return longest == 0 ? fence + line + fence : fence + " " + line + " " + fence;
    }

    private static String line(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
