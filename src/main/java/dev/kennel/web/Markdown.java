package dev.kennel.web;

import java.util.Comparator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.quarkus.qute.TemplateExtension;

/// How texts of people and files stand in Markdown: as they are, in one line, without any power over what is around
/// them. Extensions for templates: `{companion.note.literal}`.
@TemplateExtension
public final class Markdown {

    /// What begins emphasis, links, HTML, code or the next cell of a table. An underscore within a word is none of it.
    private static final Pattern SPECIAL =
            Pattern.compile("[\\\\`*\\[\\]<>|~&]|(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}])");

    /// What makes a heading, a quote or an item of a list of a line that begins with it.
    private static final Pattern LEADING = Pattern.compile("^(?:[#>+=-]|\\d+(?=[.)](?:\\s|$)))");

    private static final Pattern BACKTICKS = Pattern.compile("`+");

    private Markdown() {}

    /// As prose.
    public static String literal(String text) {
        String escaped = SPECIAL.matcher(line(text)).replaceAll("\\\\$0");
        return LEADING.matcher(escaped).replaceFirst(match -> leading(match.group()));
    }

    /// Of a number the sign behind it counts, which a backslash may stand before.
    private static String leading(String mark) {
        return Matcher.quoteReplacement(Character.isDigit(mark.charAt(0)) ? mark + "\\" : "\\" + mark);
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
