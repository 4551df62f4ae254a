package dev.kennel.recipe;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;

import dev.kennel.yaml.Fields;

/// Looks at the pattern of a rule as std::regex (ECMAScript) will, so that a mistake is found while the recipe is
/// written and not in a job. Patterns are never matched in Java: this reads their punctuation only.
///
/// Two things are refused that std::regex would take, because the `llama-quantize` command of the same quant could not
/// say them: capital letters (it lower-cases patterns, so that `\D` would turn into `\d`) and `=` (it ends the
/// pattern).
final class PatternSyntax {

    private static final int LONGEST = 200;
    private static final int MOST_REPEATS = 100;
    private static final String ESCAPABLE_LETTERS = "bdswfnrtv";
    private static final Set<String> MATCH_ALL = Set.of(".", ".*", ".+", "^.*", "^.+", ".*$", ".+$", "^.*$", "^.+$");

    private final String pattern;
    private int at;
    private final Deque<Boolean> openAssertions = new ArrayDeque<>();
    private boolean repeatable;
    private boolean branchEmpty = true;

    private PatternSyntax(String pattern) {
        this.pattern = pattern;
    }

    /// What is wrong with a pattern.
    static Optional<String> problem(String pattern) {
        try {
            new PatternSyntax(pattern).check();
            return Optional.empty();
        } catch (Refused e) {
            return Optional.of("the pattern '" + Fields.shown(pattern) + "' " + e.getMessage());
        }
    }

    /// Whether every tensor's name is found by it, as far as can be told at a glance.
    static boolean matchesAll(String pattern) {
        return MATCH_ALL.contains(pattern);
    }

    private void check() throws Refused {
        if (pattern.length() > LONGEST) {
            throw new Refused("has " + pattern.length() + " characters; at most " + LONGEST + " are allowed");
        }
        checkCharacters();
        while (at < pattern.length()) {
            next();
        }
        if (!openAssertions.isEmpty()) {
            throw new Refused("has '(' without its ')'");
        }
        endBranch();
    }

    private void checkCharacters() throws Refused {
        for (char c : pattern.toCharArray()) {
            if (c == '=') {
                throw new Refused("has '='; llama-quantize ends the pattern there, so leave it out");
            }
            if (c >= 'A' && c <= 'Z') {
                throw new Refused("has the capital letter '" + c
                        + "'; llama-quantize reads patterns in lower case, so write them so");
            }
            if (c < ' ' || c > '~') {
                throw new Refused("has U+%04X; the names of tensors are plain ASCII".formatted((int) c));
            }
        }
    }

    private void next() throws Refused {
        char c = pattern.charAt(at++);
        switch (c) {
            case '(' -> open();
            case ')' -> close();
            case '|' -> {
                endBranch();
                branchEmpty = true;
                repeatable = false;
            }
            case '[' -> {
                skipClass();
                atom();
            }
            case '*', '+', '?' -> repeat(c);
            case '{' -> {
                skipCount();
                repeat('{');
            }
            case '\\' -> {
                skipEscape();
                atom();
                repeatable = pattern.charAt(at - 1) != 'b';
            }
            case '^', '$' -> {
                repeatable = false;
                branchEmpty = false;
            }
            case ']', '}' -> throw new Refused("has '" + c + "' without its opening; write '\\" + c + "' for itself");
            default -> atom();
        }
    }

    private void atom() {
        repeatable = true;
        branchEmpty = false;
    }

    private void open() throws Refused {
        if (at < pattern.length() && pattern.charAt(at) == '?') {
            String group = pattern.substring(at, Math.min(at + 2, pattern.length()));
            if (!group.equals("?:") && !group.equals("?!")) {
                throw new Refused("has '(" + group + "'; std::regex knows '(…)', '(?:…)' and '(?!…)' here");
            }
            at += 2;
        }
        openAssertions.push(pattern.startsWith("?!", at - 2));
        repeatable = false;
        branchEmpty = true;
    }

    private void close() throws Refused {
        if (openAssertions.isEmpty()) {
            throw new Refused("has ')' without its '('");
        }
        endBranch();
        atom();
        repeatable = !openAssertions.pop();
    }

    private void endBranch() throws Refused {
        if (branchEmpty) {
            throw new Refused("has an empty alternative or group, which every name matches");
        }
    }

    private void repeat(char c) throws Refused {
        if (!repeatable) {
            throw new Refused("has '" + c + "' with nothing before it to repeat");
        }
        if (at < pattern.length() && pattern.charAt(at) == '?') {
            at++;
        }
        repeatable = false;
    }

    private void skipCount() throws Refused {
        int end = pattern.indexOf('}', at);
        String count = end < 0 ? pattern.substring(at) : pattern.substring(at, end);
        if (end < 0 || !count.matches("\\d{1,3}(,\\d{0,3})?")) {
            throw new Refused(
                    "has '{" + count + (end < 0 ? "" : "}") + "', which is no count such as '{2}' or '{1,3}'");
        }
        String[] bounds = count.split(",");
        int least = Integer.parseInt(bounds[0]);
        int most = bounds.length > 1 ? Integer.parseInt(bounds[1]) : least;
        if (least > most || most > MOST_REPEATS) {
            throw new Refused("has the count '{" + count + "}'; counts rise, to " + MOST_REPEATS + " at most");
        }
        at = end + 1;
    }

    private void skipEscape() throws Refused {
        if (at == pattern.length()) {
            throw new Refused("ends with a lone '\\'; write '\\\\' for itself");
        }
        char escaped = pattern.charAt(at++);
        boolean known = !Character.isLetterOrDigit(escaped) || ESCAPABLE_LETTERS.indexOf(escaped) >= 0;
        if (!known) {
            throw new Refused("has '\\" + escaped + "'; of the letters and digits only '\\b', '\\d', '\\s', '\\w'"
                    + " and '\\f', '\\n', '\\r', '\\t', '\\v' may follow '\\'");
        }
    }

    private void skipClass() throws Refused {
        int start = at;
        while (at < pattern.length() && pattern.charAt(at) != ']') {
            skipInClass();
        }
        if (at == pattern.length()) {
            throw new Refused("has '[' without its ']'");
        }
        String members = pattern.substring(start, at);
        if (members.isEmpty() || members.equals("^")) {
            throw new Refused("has the empty class '[" + members + "]'");
        }
        checkRanges(members.startsWith("^") ? members.substring(1) : members);
        at++;
    }

    private void skipInClass() throws Refused {
        if (pattern.startsWith("[:", at)) {
            int end = pattern.indexOf(":]", at);
            if (end < 0) {
                throw new Refused("has '[:' without its ':]'");
            }
            at = end + 2;
        } else if (pattern.charAt(at++) == '\\') {
            skipEscape();
        }
    }

    private static void checkRanges(String members) throws Refused {
        for (int i = 1; i + 1 < members.length(); i++) {
            char from = members.charAt(i - 1);
            char to = members.charAt(i + 1);
            if (members.charAt(i) == '-' && from > to) {
                throw new Refused("has the range '" + from + "-" + to + "', which is the wrong way round");
            }
        }
    }

    private static final class Refused extends Exception {
        Refused(String message) {
            super(message, null, false, false);
        }
    }
}
