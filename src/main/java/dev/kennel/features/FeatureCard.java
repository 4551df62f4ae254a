package dev.kennel.features;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.common.annotation.Blocking;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/// `/features/{feature}.json` and `.yaml`: a feature's page in other forms.
@Path("/features/{feature}.{form:(json|yaml)}")
@Blocking
public class FeatureCard {

    private final Features features;

    FeatureCard(Features features) {
        this.features = features;
    }

    @GET
    @Operation(hidden = true)
    public Response card(@RestPath String feature, @RestPath String form, @RestQuery String version) {
        FeatureVersion found = version == null ? features.require(feature) : features.require(feature, version);
        return form.equals("json")
                ? Response.ok(FeatureJson.of(found), MediaType.APPLICATION_JSON).build()
                : Response.ok(found.yaml, "application/yaml;charset=UTF-8").build();
    }
}
