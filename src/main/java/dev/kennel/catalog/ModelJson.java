package dev.kennel.catalog;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.kennel.measure.Estimate;

/// A model, as the REST API lists it.
///
/// @param smallestQuant bytes of its smallest quant's file, null without quants
/// @param largestQuant likewise
/// @param closest of its quants with less than 5 bits a weight; null where none of them was measured
/// @param page its page, for people
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Model")
record ModelJson(
        String owner,
        String name,
        String family,
        String architecture,
        String licence,
        long parameters,
        long activeParameters,
        Long contextLength,
        long sourceBytes,
        String sourceSha256,
        String origin,
        String temperament,
        List<String> tags,
        Instant createdAt,
        int quants,
        Long smallestQuant,
        Long largestQuant,
        Closest closest,
        String page) {

    /// The quant that is closest to its base among those of few bits.
    ///
    /// @param kld mean divergence in nats
    /// @param calibratedOnTheText whether it was measured on the text that its importance matrix was computed from
    @Schema(name = "ClosestQuant")
    record Closest(String quant, double bitsPerWeight, Estimate kld, boolean calibratedOnTheText) {

        static Closest of(MeasuredQuant quant) {
            return new Closest(quant.name(), quant.bitsPerWeight(), quant.kld(), quant.flattered());
        }
    }

    /// A model with all that is known of it.
    ///
    /// @param floor what the base differs from its own stored logits; not there when that was not measured
    /// @param facts what its GGUF says
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ModelDetail")
    record Detail(
            ModelJson model, List<Source> sources, List<Kept> companions, QuantJson.Behaviour floor, JsonNode facts) {}

    /// A file of the base.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "SourceFile")
    record Source(String filename, String path, long bytes, String sha256) {}

    /// A companion.
    ///
    /// @param text that an importance matrix was computed from, where that is known
    /// @param download its address; no repository lists a control vector, which clients would take for a quant
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Companion")
    record Kept(
            Companion.Kind kind,
            String filename,
            long bytes,
            String sha256,
            String note,
            CalibratedOn text,
            String download) {}

    /// The text that an importance matrix was computed from.
    ///
    /// @param stated whether somebody said so; else it was computed here
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "CalibrationText")
    record CalibratedOn(String name, String sha256, String licence, boolean stated) {

        static CalibratedOn of(Companion matrix) {
            return matrix.textSha256 == null
                    ? null
                    : new CalibratedOn(matrix.textName, matrix.textSha256, matrix.textLicence, matrix.textStated);
        }
    }

    static ModelJson of(Model model, List<Long> quantBytes, List<MeasuredQuant> measured) {
        return new ModelJson(
                model.repository.owner,
                model.repository.name,
                model.family,
                model.architecture,
                model.licence,
                model.parameters,
                model.activeParameters,
                model.contextLength,
                model.sourceBytes,
                model.sourceSha256,
                model.origin,
                model.temperament,
                model.tags,
                model.createdAt,
                quantBytes.size(),
                quantBytes.stream().min(Long::compare).orElse(null),
                quantBytes.stream().max(Long::compare).orElse(null),
                MeasuredQuant.closestOfFewBits(measured).map(Closest::of).orElse(null),
                "/" + model.repository.path());
    }

    static Detail detail(ModelView view) {
        List<Long> bytes =
                view.quants().stream().map(row -> row.quant().artifact.bytes).toList();
        return new Detail(
                of(
                        view.model(),
                        bytes,
                        view.quants().stream()
                                .flatMap(row -> MeasuredQuant.of(row).stream())
                                .toList()),
                view.files().stream()
                        .map(file -> new Source(file.filename, file.path, file.bytes, file.sha256))
                        .toList(),
                view.companions().stream()
                        .map(companion -> kept(view, companion))
                        .toList(),
                QuantJson.Behaviour.ofFloor(view.floor()),
                view.model().facts);
    }

    private static Kept kept(ModelView view, Companion companion) {
        return new Kept(
                companion.kind,
                companion.filename,
                companion.bytes,
                companion.sha256,
                companion.note,
                CalibratedOn.of(companion),
                view.download(companion));
    }
}
