package dev.kennel.provenance;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// SLSA provenance v1 of a quant that Kennel made. `docs/provenance.md` says what each field means here.
@Schema(name = "SlsaProvenance")
record SlsaProvenance(BuildDefinition buildDefinition, RunDetails runDetails) implements Predicate {

    /// A tensor is a function of its source, its type and its importance weights; a quant, of the plan that llama.cpp
    /// makes of its recipe.
    static final String BUILD_TYPE = "urn:kennel:build:quantize:v1";

    static final String BUILDER = "urn:kennel:builder";

    @Override
    public String typeUri() {
        return "https://slsa.dev/provenance/v1";
    }

    /// What was to be done.
    ///
    /// @param resolvedDependencies source files, importance matrix, llama.cpp
    @Schema(name = "SlsaBuildDefinition")
    record BuildDefinition(
            String buildType,
            Parameters externalParameters,
            InternalParameters internalParameters,
            List<ResourceDescriptor> resolvedDependencies) {}

    /// What the bytes do not depend on.
    ///
    /// @param encoders that made the tensors: `ggml`, `simd`, `opencl`, `cuda`; empty when it was not recorded
    /// @param jobEncoders those that its own job used; null when not recorded
    /// @param earlierEncoders those of tensors that were in the store before; null when not recorded
    /// @param device that the job asked to encode on: `auto`, `cpu`, or a name; null when it was not recorded
    @Schema(name = "NodeParameters")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record InternalParameters(
            List<String> encoders, List<String> jobEncoders, List<String> earlierEncoders, String device) {}

    /// What the person who asked for the quant chose.
    ///
    /// @param options the words of the `llama-quantize` command that writes the same file
    /// @param imatrix the name that goes into the file; null without
    /// @param output name of the file
    @Schema(name = "QuantizeParameters")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Parameters(RecipeParameter recipe, List<String> options, String imatrix, String output) {}

    /// @param sha256 digest of what the recipe asks for: equal for files that differ in layout or comments only
    /// @param yaml its text
    @Schema(name = "RecipeParameter")
    record RecipeParameter(String name, String sha256, String yaml) {}

    /// How it was done.
    ///
    /// @param byproducts the environment in which the quant was assembled; empty when it was not recorded
    /// @param note what could not be said
    @Schema(name = "SlsaRunDetails")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RunDetails(
            Builder builder,
            Metadata metadata,
            List<ResourceDescriptor> byproducts,
            @JsonProperty("kennel_note") String note) {}

    /// @param version of Kennel and of llama.cpp; empty when it was not recorded
    @Schema(name = "SlsaBuilder")
    record Builder(String id, Map<String, String> version) {}

    /// @param invocationId the job; null when it was not recorded
    /// @param startedOn when the job started
    /// @param finishedOn when the quant was in the catalog
    @Schema(name = "SlsaMetadata")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Metadata(String invocationId, Instant startedOn, Instant finishedOn) {}
}
