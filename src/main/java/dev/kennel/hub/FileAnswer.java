package dev.kennel.hub;

import java.util.Arrays;
import java.util.Optional;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.MultiMap;

/// How a GET or HEAD of a file is answered, by its conditions first and its range second (RFC 9110, section 13.2.2).
sealed interface FileAnswer {

    /// 200 with all of it.
    record Whole() implements FileAnswer {}

    /// 206 with `length` bytes from `from` on.
    record Part(long from, long length) implements FileAnswer {}

    /// 304: the client has it.
    record NotModified() implements FileAnswer {}

    /// 412: the client wants another version of it.
    record PreconditionFailed() implements FileAnswer {}

    /// 416: the range begins beyond the end.
    record Unsatisfiable() implements FileAnswer {}

    /// @param ranges whether the method knows ranges: GET does, HEAD does not
    static FileAnswer to(MultiMap request, Served served, boolean ranges) {
        String tag = served.entityTag();
        Optional<String> ifMatch = all(request, HttpHeaderNames.IF_MATCH);
        if (ifMatch.isPresent() && !names(ifMatch.get(), tag, false)) {
            return new PreconditionFailed();
        }
        Optional<String> ifNoneMatch = all(request, HttpHeaderNames.IF_NONE_MATCH);
        if (ifNoneMatch.isPresent() && names(ifNoneMatch.get(), tag, true)) {
            return new NotModified();
        }
        String ifRange = request.get(HttpHeaderNames.IF_RANGE);
        if (!ranges || (ifRange != null && !ifRange.strip().equals(tag))) {
            return new Whole();
        }
        return switch (ByteRange.of(request.get(HttpHeaderNames.RANGE), served.length())) {
            case ByteRange.Whole _ -> new Whole();
            case ByteRange.Part part -> new Part(part.from(), part.length());
            case ByteRange.Unsatisfiable _ -> new Unsatisfiable();
        };
    }

    private static Optional<String> all(MultiMap request, CharSequence header) {
        return request.getAll(header).stream().reduce((a, b) -> a + "," + b);
    }

    private static boolean names(String list, String tag, boolean weakly) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .map(each -> weakly && each.startsWith("W/") ? each.substring(2) : each)
                .anyMatch(each -> each.equals("*") || each.equals(tag));
    }
}
