package dev.kennel.provenance;

import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/// Provenance, for programs.
@Path("/api/v1/models/{owner}/{name}/quants/{quant}/provenance")
@Produces(Statement.MEDIA_TYPE)
@Tag(name = "Provenance")
@RunOnVirtualThread
public class ProvenanceResource {

    private final QuantLookup lookup;
    private final Statements statements;
    private final ObjectMapper json;

    ProvenanceResource(QuantLookup lookup, Statements statements, ObjectMapper json) {
        this.lookup = lookup;
        this.statements = statements;
        this.json = json;
    }

    @GET
    @Transactional
    @Operation(
            summary = "How a quant was derived",
            description = "An in-toto Statement v1 with SLSA provenance v1; of a quant made elsewhere, with what is"
                    + " known of it.")
    @APIResponseSchema(value = Statement.class, responseCode = "200", responseDescription = "the statement")
    public Response provenance(@RestPath String owner, @RestPath String name, @RestPath String quant)
            throws JsonProcessingException {
        Statement statement = statements.of(lookup.require(owner, name, quant));
        return Response.ok(json.writeValueAsString(statement), Statement.MEDIA_TYPE)
                .build();
    }
}
