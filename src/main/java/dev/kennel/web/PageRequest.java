package dev.kennel.web;

import java.util.Optional;

import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// Which page of a list is asked for: a `@BeanParam` of whatever returns a [Page].
public class PageRequest {

    /// The last page of a list whose cursors are numbers of pages; offsets stay within what a database counts.
    public static final int LAST_PAGE = 1_000_000;

    private static final int MOST = 500;
    private static final int USUAL = 100;

    @QueryParam("limit")
    @Parameter(
            description = "how many items a page has at most",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "" + MOST, defaultValue = "" + USUAL))
    String limit;

    @QueryParam("cursor")
    @Parameter(description = "'next' of the page before")
    String cursor;

    /// @throws ProblemException when it is no number that can be
    public int limit() {
        if (limit == null || limit.isBlank()) {
            return USUAL;
        }
        try {
            int number = Integer.parseInt(limit.strip());
            if (number >= 1 && number <= MOST) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, with the numbers that cannot be
        }
        throw Problem.badRequest("The request is not valid")
                .field("limit", "'" + limit + "' is not a number from 1 to " + MOST + ".")
                .exception();
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
