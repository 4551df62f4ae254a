package dev.kennel.mixer;

import java.net.URI;
import java.util.Optional;

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

import dev.kennel.catalog.QuantRef;
import dev.kennel.web.Problem;

/// Talking to a model's files, for programs.
@Path("/api/v1/models/{owner}/{name}/mixer")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Mixer")
@RunOnVirtualThread
public class ModelMixResource {

    private final MixTargets targets;
    private final Mixer mixer;

    ModelMixResource(MixTargets targets, Mixer mixer) {
        this.targets = targets;
        this.mixer = mixer;
    }

    /// @param quant the base when absent
    @GET
    @Operation(
            summary = "What a file can be pushed along, and what that was found to do",
            description = "Nothing is loaded by asking this.")
    public MixerJson sliders(@RestPath String owner, @RestPath String name, @RestQuery Optional<String> quant) {
        return MixerJson.of(targets.of(owner, name, quant.orElse(QuantRef.BASE), Optional.empty()), mixer);
    }

    @POST
    @Operation(
            summary = "Ask a file a question twice: as it is, and steered",
            description = "Answers at once; the answers are written meanwhile. Follow them at the address that is"
                    + " returned, or ask over the WebSocket /api/v1/mixer, which sends words as they come: send"
                    + " {\"do\": \"ask\", \"model\": \"owner/name\", \"request\": a MixRequest}, then"
                    + " {\"do\": \"turn\", \"settings\": {…}} to move sliders in the middle of the answer and"
                    + " {\"do\": \"stop\"} to end it. It tells of waiting, loading, reading, words and over, each"
                    + " an object with 'event'.")
    @APIResponseSchema(value = MixJson.class, responseCode = "201", responseDescription = "the question")
    public Response ask(@RestPath String owner, @RestPath String name, MixRequest request) {
        if (request == null) {
            throw Problem.badRequest("The request has no body")
                    .next("Send a JSON object with 'question' and 'settings'.")
                    .exception();
        }
        MixTarget target = targets.of(owner, name, request.quant().orElse(QuantRef.BASE), request.device());
        Mix mix = mixer.ask(target, request, (_, _) -> {});
        return Response.created(URI.create("/api/v1/mixes/" + mix.id()))
                .entity(MixJson.of(mix))
                .build();
    }
}
