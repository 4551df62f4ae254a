package dev.kennel.hub;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a `Range` header asks of a file of known length (RFC 9110, section 14).
sealed interface ByteRange {

    Pattern SINGLE = Pattern.compile("\\s*bytes\\s*=\\s*(\\d*)\\s*-\\s*(\\d*)\\s*", Pattern.CASE_INSENSITIVE);
    int MOST_DIGITS = 18;

    /// All of it: there is no range, or none that has to be understood. Several ranges at once are answered so too.
    record Whole() implements ByteRange {}

    /// @param from first byte
    /// @param length bytes, at least 1, within the file
    record Part(long from, long length) implements ByteRange {}

    /// The range begins beyond the end.
    record Unsatisfiable() implements ByteRange {}

    /// @param header its value, or null
    static ByteRange of(String header, long fileLength) {
        Matcher range = SINGLE.matcher(header == null ? "" : header);
        if (!range.matches()) {
            return new Whole();
        }
        String first = range.group(1);
        String last = range.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? new Whole() : suffix(number(last), fileLength);
        }
        long from = number(first);
        long to = last.isEmpty() ? Long.MAX_VALUE : number(last);
        return to < from ? new Whole() : between(from, to, fileLength);
    }

    private static ByteRange suffix(long count, long fileLength) {
        if (count == 0 || fileLength == 0) {
            return new Unsatisfiable();
        }
        long length = Math.min(count, fileLength);
        return new Part(fileLength - length, length);
    }

    private static ByteRange between(long from, long to, long fileLength) {
        if (from >= fileLength) {
            return new Unsatisfiable();
        }
        return new Part(from, Math.min(to, fileLength - 1) - from + 1);
    }

    private static long number(String digits) {
        String significant = digits.replaceFirst("^0+(?=.)", "");
        return significant.length() > MOST_DIGITS ? Long.MAX_VALUE : Long.parseLong(significant);
    }
}
