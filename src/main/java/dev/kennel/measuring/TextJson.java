package dev.kennel.measuring;

import java.time.Instant;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.kennel.measurements.StoredText;

/// A text, as the REST API lists it.
///
/// @param kind `plain` or `chat`
@Schema(name = "Text")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TextJson(
        String name,
        String kind,
        long bytes,
        String sha256,
        String licence,
        String origin,
        boolean shipped,
        Instant createdAt) {

    static TextJson of(StoredText text) {
        return new TextJson(
                text.name,
                text.kind.name().toLowerCase(Locale.ROOT),
                text.bytes,
                text.sha256,
                text.licence,
                text.origin,
                text.shipped,
                text.createdAt);
    }
}
