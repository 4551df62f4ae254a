package dev.kennel.web;

import java.util.Optional;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// Which page of a list is asked for: a `@BeanParam` (with `@Valid`) of whatever returns a [Page].
public class PageRequest {

    /// The last page of a list whose cursors are numbers of pages; offsets stay within what a database counts.
    public static final int LAST_PAGE = 1_000_000;

    @QueryParam("limit")
    @DefaultValue("50")
    @Min(1)
    @Max(500)
    @Parameter(description = "how many items a page has at most")
    int limit;

    @QueryParam("cursor")
    @Parameter(description = "'next' of the page before")
    String cursor;

    public int limit() {
        return limit;
    }

    /// Where the page before ended; empty for the first page.
    public Optional<String> cursor() {
        return Optional.ofNullable(cursor).filter(value -> !value.isBlank());
    }

    /// The cursor of a list in the order of a number.
    public Optional<Long> numericCursor() {
        return cursor().map(value -> {
            try {
                return Long.valueOf(value);
            } catch (NumberFormatException e) {
                throw Problem.badRequest("The cursor is not one of this list")
                        .because("'%s' is no cursor.".formatted(value))
                        .next("Take the cursor from 'next' of the page before, or leave it out for the first page.")
                        .exception();
            }
        });
    }

    /// The cursor of a list whose pages are numbered, from 1.
    public int pageCursor() {
        return Math.clamp(numericCursor().orElse(1L), 1, LAST_PAGE);
    }
}
