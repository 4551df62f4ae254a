package dev.kennel.imports;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which part of a file a request carries (RFC 9110, 14.4), as `curl -C OFFSET -T FILE` says it.
///
/// @param from offset of the first byte
/// @param end offset behind the last byte, when the sender knows it
/// @param total length of the whole file, when the sender knows it
record ContentRange(long from, OptionalLong end, OptionalLong total) {

    private static final Pattern BYTES = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

    /// A request that carries the whole file.
    ///
    /// @param length null when the sender streams and does not know it
    static ContentRange whole(Long length) {
        OptionalLong total = length == null ? OptionalLong.empty() : OptionalLong.of(length);
        return new ContentRange(0, total, total);
    }

    /// @return empty when the header is no range of bytes
    static Optional<ContentRange> parse(String header) {
        Matcher matcher = BYTES.matcher(header.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long from = Long.parseLong(matcher.group(1));
        long to = Long.parseLong(matcher.group(2));
        OptionalLong total =
                matcher.group(3).equals("*") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(matcher.group(3)));
        boolean sound = from <= to && (total.isEmpty() || to < total.getAsLong());
        return sound ? Optional.of(new ContentRange(from, OptionalLong.of(to + 1), total)) : Optional.empty();
    }

    /// Whether a body of this length can be it.
    boolean fits(long length) {
        return end.isEmpty() || end.getAsLong() - from == length;
    }
}
