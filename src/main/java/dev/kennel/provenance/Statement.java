package dev.kennel.provenance;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// An in-toto Statement v1: what is said of a file.
///
/// @param subject the file, by name and digest
/// @param predicateType what kind of predicate follows
@Schema(name = "ProvenanceStatement")
public record Statement(
        @JsonProperty("_type") String type,
        List<Subject> subject,
        String predicateType,

        @Schema(oneOf = {SlsaProvenance.class, MadeElsewhere.class})
        Predicate predicate) {

    static final String MEDIA_TYPE = "application/vnd.in-toto+json";

    private static final String TYPE = "https://in-toto.io/Statement/v1";

    /// @param digest by algorithm: `sha256`
    @Schema(name = "ProvenanceSubject")
    record Subject(String name, Map<String, String> digest) {}

    static Statement of(String filename, String sha256, Predicate predicate) {
        return new Statement(
                TYPE, List.of(new Subject(filename, Map.of("sha256", sha256))), predicate.typeUri(), predicate);
    }
}
