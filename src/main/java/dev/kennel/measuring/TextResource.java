package dev.kennel.measuring;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Locale;
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

import dev.kennel.measure.EvaluationText;
import dev.kennel.measurements.StoredText;
import dev.kennel.measurements.StoredTexts;
import dev.kennel.measuring.TextDesk.Description;
import dev.kennel.web.Page;
import dev.kennel.web.PageRequest;
import dev.kennel.web.Problem;

/// Texts, for programs: `curl -T wiki.test.raw 'ADDRESS/wiki-test?licence=CC-BY-SA-3.0'`.
@Path("/api/v1/texts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Texts")
@RunOnVirtualThread
public class TextResource {

    private final TextDesk desk;
    private final StoredTexts texts;

    TextResource(TextDesk desk, StoredTexts texts) {
        this.desk = desk;
        this.texts = texts;
    }

    @GET
    @Operation(summary = "All texts, by name")
    public Page<TextJson> all(@BeanParam PageRequest request) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> Page.of(texts.all(), request).map(TextJson::of));
    }

    @GET
    @Path("/{name}")
    @Operation(summary = "A text")
    public TextJson one(@RestPath String name) {
        return TextJson.of(QuarkusTransaction.joiningExisting().call(() -> texts.require(name)));
    }

    @PUT
    @Path("/{name}")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Add a text",
            description =
                    "`kind` is `plain` (the default) or `chat`: a JSON object with `messages` a line. A text is"
                            + " never replaced, because figures name it: the same bytes again change nothing, others are refused.")
    @APIResponseSchema(value = TextJson.class, responseCode = "201", responseDescription = "as it is kept")
    public Response add(
            @RestPath String name,
            @RestQuery Optional<String> kind,
            @RestQuery Optional<String> licence,
            @RestQuery Optional<String> origin,
            InputStream content)
            throws IOException {
        StoredText text = desk.add(new Description(name, kind(kind), licence, origin), content, false);
        return Response.created(URI.create("/api/v1/texts/" + text.name))
                .entity(TextJson.of(text))
                .build();
    }

    @DELETE
    @Path("/{name}")
    @Operation(
            summary = "Delete a text",
            description = "What was measured on it stays and goes on naming it; then no other text may have its name."
                    + " Refused for a text that comes with Kennel, and while imported logits are of it.")
    public void delete(@RestPath String name) {
        desk.delete(name);
    }

    static EvaluationText.Kind kind(Optional<String> kind) {
        return switch (kind.orElse("plain").toLowerCase(Locale.ROOT)) {
            case "plain" -> EvaluationText.Kind.PLAIN;
            case "chat" -> EvaluationText.Kind.CHAT;
            default ->
                throw Problem.badRequest("There is no such kind of text")
                        .field("kind", "'" + kind.get() + "' is neither 'plain' nor 'chat'.")
                        .exception();
        };
    }
}
