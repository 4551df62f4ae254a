package dev.kennel.measurements;

import java.util.Objects;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.kennel.web.Format;

/// What quality figures have in common that may be compared.
///
/// @param context tokens in a chunk
/// @param chunks that were read
/// @param referenceSha256 of the file whose predictions they are compared with
@Schema(name = "Evaluation")
public record Evaluation(
        String textSha256, String textName, int context, int chunks, String referenceSha256, String referenceName)
        implements Conditions {

    static Evaluation of(Measurement measurement) {
        return new Evaluation(
                measurement.textSha256,
                measurement.textName,
                measurement.settings.path("contextLength").asInt(),
                measurement.settings.path("chunks").asInt(),
                measurement.referenceSha256,
                measurement.referenceName);
    }

    /// "31 chunks of 256 tokens of stories, against the base".
    public String words() {
        return "%s of %s tokens of %s, against %s"
                .formatted(
                        Format.counted(chunks, "chunk"),
                        Format.grouped(context),
                        textName,
                        referenceName.equals("base") ? "the base" : referenceName);
    }

    /// The digests' beginnings, context and chunks.
    @Override
    public String key() {
        return textSha256.substring(0, 12) + "-" + context + "x" + chunks + "-" + referenceSha256.substring(0, 12);
    }

    /// Whether the figures may be compared, whatever text and reference were called.
    @Override
    public boolean equals(Object other) {
        return other instanceof Evaluation that
                && textSha256.equals(that.textSha256)
                && context == that.context
                && chunks == that.chunks
                && referenceSha256.equals(that.referenceSha256);
    }

    @Override
    public int hashCode() {
        return Objects.hash(textSha256, context, chunks, referenceSha256);
    }
}
