package dev.kennel.catalog;

import java.time.Instant;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

import dev.kennel.web.Page;
import dev.kennel.web.PageRequest;
import dev.kennel.web.Problem;

/// What people say of a model, for programs.
@Path("/api/v1/models/{owner}/{name}/temperament")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalog")
@RunOnVirtualThread
public class TemperamentResource {

    private final CatalogLookup lookup;
    private final Temperaments temperaments;

    TemperamentResource(CatalogLookup lookup, Temperaments temperaments) {
        this.lookup = lookup;
        this.temperaments = temperaments;
    }

    /// @param words a sentence or two, 500 characters at most; empty to take it back
    @Schema(name = "TemperamentRequest")
    record Request(String words) {}

    @Schema(name = "Temperament")
    record Said(String words, Instant writtenAt) {}

    @GET
    @Operation(summary = "What was said of a model, newest first")
    public Page<Said> history(@RestPath String owner, @RestPath String name, @BeanParam PageRequest request) {
        return Page.of(temperaments.of(lookup.model(owner, name)), request)
                .map(entry -> new Said(entry.words, entry.writtenAt));
    }

    @PUT
    @Operation(summary = "Say what a model is like")
    public void say(@RestPath String owner, @RestPath String name, Request request) {
        if (request == null || request.words() == null) {
            throw Problem.badRequest("The request has no words")
                    .next("Send a JSON object with 'words'; empty ones take back what was said.")
                    .exception();
        }
        temperaments.say(lookup.model(owner, name).id, request.words());
    }
}
