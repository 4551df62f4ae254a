package dev.kennel.steering;

import jakarta.transaction.Transactional;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/// Captured activations, for programs.
@Path("/api/v1/activations/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Steering")
@RunOnVirtualThread
public class ActivationResource {

    private final Activations activations;

    ActivationResource(Activations activations) {
        this.activations = activations;
    }

    @GET
    @Transactional
    @Operation(summary = "Means with the strongest dimensions, and where the vectors are")
    public ActivationJson one(@RestPath long id) {
        Activation activation = activations.require(id);
        return ActivationJson.of(activation, activations.report(activation));
    }

    @DELETE
    @Transactional
    @Operation(summary = "Delete activations, with their file")
    public void delete(@RestPath long id) {
        activations.delete(activations.require(id));
    }
}
