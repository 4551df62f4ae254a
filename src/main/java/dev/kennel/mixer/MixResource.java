package dev.kennel.mixer;

import java.util.Map;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/// Questions that are being answered, or were a while ago, for programs.
@Path("/api/v1/mixes/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Mixer")
@RunOnVirtualThread
public class MixResource {

    private final Mixer mixer;

    MixResource(Mixer mixer) {
        this.mixer = mixer;
    }

    @GET
    @Operation(summary = "A question with both of its answers as far as they go")
    public MixJson one(@RestPath long id) {
        return MixJson.of(mixer.require(id));
    }

    /// @param settings by feature; 0 where none is given
    @PUT
    @Path("/settings")
    @Operation(summary = "Move the sliders: what follows of the steered answer is steered so")
    public MixJson turn(@RestPath long id, Map<String, Double> settings) {
        Mix mix = mixer.require(id);
        mix.turn(MixOrder.settings(
                settings == null ? Map.of() : settings, mix.target().sliders()));
        return MixJson.of(mix);
    }

    @DELETE
    @Operation(summary = "Stop answering; what has been said stays for a while")
    public void stop(@RestPath long id) {
        mixer.stop(mixer.require(id));
    }
}
