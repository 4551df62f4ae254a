package dev.kennel.steering;

import java.util.Optional;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import dev.kennel.responses.Responses;
import dev.kennel.web.Page;
import dev.kennel.web.PageRequest;
import dev.kennel.web.Problem;

/// What files answer to features, by the files' digests, for programs.
@Path("/api/v1/responses")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Steering")
@RunOnVirtualThread
public class ResponseResource {

    private final Responses responses;

    ResponseResource(Responses responses) {
        this.responses = responses;
    }

    /// @param file its SHA-256
    @GET
    @Operation(summary = "Everything that a file answered, newest first")
    public Page<ResponseJson> ofFile(@RestQuery Optional<String> file, @BeanParam PageRequest request) {
        String sha256 = file.orElseThrow(() -> Problem.badRequest("Which file is meant is not said")
                .next("Add ?file= with the SHA-256 of a base or a quant.")
                .exception());
        return QuarkusTransaction.joiningExisting()
                .call(() -> Page.of(responses.ofFile(sha256), request).map(found -> ResponseJson.of(found, responses)));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "What was found once of a file and a feature, with every margin")
    public ResponseJson one(@RestPath long id) {
        return QuarkusTransaction.joiningExisting().call(() -> ResponseJson.of(responses.require(id), responses));
    }
}
