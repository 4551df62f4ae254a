package dev.kennel.features;

import java.net.URI;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import dev.kennel.definitions.DefinitionProblems;
import dev.kennel.web.Page;
import dev.kennel.web.PageRequest;
import dev.kennel.yaml.YamlException;

/// Steering features: listed, read in any version, saved as YAML, deleted and restored.
@Path("/api/v1/features")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Features")
@RunOnVirtualThread
public class FeatureResource {

    private final Features features;

    FeatureResource(Features features) {
        this.features = features;
    }

    @GET
    @Operation(summary = "The current version of every feature, by name")
    public Page<FeatureJson> all(@BeanParam PageRequest request) {
        return Page.of(features.current(), request).map(FeatureJson::of);
    }

    @POST
    @Consumes({"application/yaml", MediaType.TEXT_PLAIN, MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Save a feature",
            description = "The body is YAML, or JSON, which is YAML too. Under the name of a feature that is there it"
                    + " becomes that feature's current version; the one before stays.")
    @APIResponseSchema(value = FeatureJson.class, responseCode = "201", responseDescription = "as it was saved")
    public Response save(String yaml) {
        try {
            FeatureVersion version = features.save(yaml);
            return Response.created(URI.create("/api/v1/features/" + version.name))
                    .entity(FeatureJson.of(version))
                    .build();
        } catch (YamlException e) {
            throw DefinitionProblems.refused("feature", e);
        }
    }

    @GET
    @Path("/{feature}")
    @Operation(summary = "A feature", description = "`version` is a digest; without it, the current version.")
    public FeatureJson one(@RestPath String feature, @RestQuery String version) {
        return FeatureJson.of(version == null ? features.require(feature) : features.require(feature, version));
    }

    @GET
    @Path("/{feature}/versions")
    @Operation(summary = "All versions of a feature, newest first")
    public Page<FeatureJson> versions(@RestPath String feature, @BeanParam PageRequest request) {
        return Page.of(features.versions(feature), request).map(FeatureJson::of);
    }

    @DELETE
    @Path("/{feature}")
    @Operation(summary = "Take a feature out of use", description = "Its versions stay.")
    public void delete(@RestPath String feature) {
        if (!features.delete(feature)) {
            throw Features.notThere("feature", feature);
        }
    }

    @POST
    @Path("/{feature}/restore")
    @Operation(summary = "Put a feature back as it came with Kennel")
    public FeatureJson restore(@RestPath String feature) {
        return features.restore(feature)
                .map(FeatureJson::of)
                .orElseThrow(() -> DefinitionProblems.notShipped("feature", feature));
    }
}
