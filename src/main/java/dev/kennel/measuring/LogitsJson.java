package dev.kennel.measuring;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.kennel.measurements.ImportedLogits;

/// Imported logits, as the REST API lists them.
///
/// @param reference what a measurement names them by
/// @param context tokens in a chunk
/// @param text that they are of, when it was named
/// @param origin who computed them, with what
@Schema(name = "ImportedLogits")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LogitsJson(
        String name,
        String reference,
        long bytes,
        String sha256,
        int context,
        int chunks,
        int vocabulary,
        String text,
        String origin,
        Instant createdAt) {

    static LogitsJson of(ImportedLogits logits) {
        return new LogitsJson(
                logits.name,
                LogitsRef.of(logits.name),
                logits.bytes,
                logits.sha256,
                logits.context,
                logits.chunks,
                logits.vocabulary,
                logits.textName,
                logits.origin,
                logits.createdAt);
    }
}
