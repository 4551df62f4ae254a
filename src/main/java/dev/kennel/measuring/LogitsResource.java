package dev.kennel.measuring;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import dev.kennel.catalog.Model;
import dev.kennel.catalog.Models;
import dev.kennel.measurements.ImportedLogits;
import dev.kennel.measurements.ImportedLogitsFiles;
import dev.kennel.measuring.LogitsDesk.Description;
import dev.kennel.web.Page;
import dev.kennel.web.PageRequest;

/// Logits that were computed elsewhere, for programs: `curl -T base.logits 'ADDRESS/base-wiki?text=wiki-test'`.
@Path("/api/v1/models/{owner}/{name}/logits")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Measurements")
@RunOnVirtualThread
public class LogitsResource {

    private final LogitsDesk desk;
    private final ImportedLogitsFiles imported;
    private final Models models;

    LogitsResource(LogitsDesk desk, ImportedLogitsFiles imported, Models models) {
        this.desk = desk;
        this.imported = imported;
        this.models = models;
    }

    @GET
    @Operation(summary = "The imported logits of a model, by name")
    public Page<LogitsJson> all(@RestPath String owner, @RestPath String name, @BeanParam PageRequest request) {
        Model model = models.require(owner, name);
        return QuarkusTransaction.joiningExisting()
                .call(() -> Page.of(imported.of(model.id), request).map(LogitsJson::of));
    }

    @PUT
    @Path("/{logits}")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Import the logits of a reference that is not here",
            description =
                    "A file of `llama-perplexity --save-all-logits`. `text` names the stored text that it was made"
                            + " from, and is checked; `origin` says who made it, with what. Logits are never replaced.")
    @APIResponseSchema(value = LogitsJson.class, responseCode = "201", responseDescription = "as they are kept")
    public Response add(
            @RestPath String owner,
            @RestPath String name,
            @RestPath String logits,
            @RestQuery Optional<String> text,
            @RestQuery Optional<String> origin,
            InputStream content)
            throws IOException {
        ImportedLogits added = desk.add(models.require(owner, name), new Description(logits, text, origin), content);
        return Response.created(URI.create("/api/v1/models/" + owner + "/" + name + "/logits"))
                .entity(LogitsJson.of(added))
                .build();
    }

    @DELETE
    @Path("/{logits}")
    @Operation(
            summary = "Delete imported logits",
            description = "What was measured against them stays and goes on naming them.")
    public void delete(@RestPath String owner, @RestPath String name, @RestPath String logits) {
        Model model = models.require(owner, name);
        desk.delete(model, logits);
    }
}
