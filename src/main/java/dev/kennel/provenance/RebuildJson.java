package dev.kennel.provenance;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.kennel.derivations.PartDifference;
import dev.kennel.derivations.Rebuild;

/// What came out when a quant was made again, as the API says it.
///
/// @param same whether the file that came out is the recorded one and what is stored of it is whole
/// @param verdict in a sentence
/// @param sha256 of the file as recorded
/// @param madeSha256 of the file that came out
/// @param differences the parts that are not the same
/// @param environment digest of the environment it was done in
/// @param device that the job asked to encode on: `auto`, `cpu`, or a name; null when it was not recorded
/// @param encoders what encoded in truth, type by type; null when it was not recorded
@Schema(name = "Rebuild")
record RebuildJson(
        boolean same,
        String verdict,
        String sha256,
        String madeSha256,
        int tensors,
        List<Part> differences,
        String environment,
        String device,
        List<EncoderJson> encoders,
        long job,
        Instant rebuiltAt) {

    /// @param part the tensor's name, or `header`
    /// @param words what is the matter
    /// @param recorded SHA-256 in the catalog, of what the store has now, and of what came out; null for nothing
    @Schema(name = "RebuiltPart")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Part(String part, String words, String recorded, String stored, String made) {

        private static Part of(PartDifference part) {
            return new Part(part.part(), part.words(), part.recorded(), part.stored(), part.made());
        }
    }

    static RebuildJson of(Rebuild rebuild) {
        return new RebuildJson(
                rebuild.same,
                rebuild.words(),
                rebuild.fileSha256,
                rebuild.madeSha256,
                rebuild.tensors,
                rebuild.differences.stream().map(Part::of).toList(),
                rebuild.environment,
                rebuild.encodingDevice,
                rebuild.encodersUsed().map(EncoderJson::of).orElse(null),
                rebuild.jobId,
                rebuild.rebuiltAt);
    }
}
