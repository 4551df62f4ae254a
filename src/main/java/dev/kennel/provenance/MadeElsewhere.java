package dev.kennel.provenance;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What is known of a quant that Kennel did not make. Nobody is named as its builder.
///
/// @param base the model it was imported under, `owner/name`
/// @param baseFiles its source
/// @param publisher the repository that the file is in
/// @param imatrix what the file itself says that it was made with; null when it says nothing
@Schema(name = "MadeElsewhere")
@JsonInclude(JsonInclude.Include.NON_NULL)
record MadeElsewhere(
        String base, List<ResourceDescriptor> baseFiles, String publisher, String imatrix, Instant importedOn)
        implements Predicate {

    @Override
    public String typeUri() {
        return "urn:kennel:made-elsewhere:v1";
    }
}
