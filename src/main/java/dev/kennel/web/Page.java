package dev.kennel.web;

import java.util.List;
import java.util.function.Function;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// One page of a list. What follows is asked for with the query parameter `cursor`; the answer's header
/// `Link: <…>; rel="next"` has the whole address.
///
/// @param items at most as many as the request's `limit`
/// @param next the cursor of the following page, null on the last one
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Page<T>(
        List<T> items,

        @Schema(description = "the cursor of the following page; not there on the last one")
        String next) {

    /// Makes a page from one row more than it holds, so that nobody need count them all.
    ///
    /// @param rows up to `limit + 1` of them, in the list's order
    /// @param cursor what finds the rows after a given one
    public static <T> Page<T> of(List<T> rows, int limit, Function<T, String> cursor) {
        if (rows.size() <= limit) {
            return new Page<>(List.copyOf(rows), null);
        }
        List<T> items = List.copyOf(rows.subList(0, limit));
        return new Page<>(items, cursor.apply(items.getLast()));
    }

    /// A page of a list that is at hand as a whole; cursors are numbers of pages.
    ///
    /// @throws ProblemException when the request names no page that can be
    public static <T> Page<T> of(List<T> all, PageRequest request) {
        long from = Math.min((request.pageCursor() - 1L) * request.limit(), all.size());
        long to = Math.min(from + request.limit(), all.size());
        String next = to < all.size() ? String.valueOf(request.pageCursor() + 1) : null;
        return new Page<>(List.copyOf(all.subList((int) from, (int) to)), next);
    }

    public <R> Page<R> map(Function<T, R> mapping) {
        return new Page<>(items.stream().map(mapping).toList(), next);
    }
}
