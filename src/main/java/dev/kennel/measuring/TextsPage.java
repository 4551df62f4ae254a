package dev.kennel.measuring;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.multipart.FileUpload;

import dev.kennel.measurements.StoredText;
import dev.kennel.measurements.StoredTexts;
import dev.kennel.measuring.TextDesk.Description;
import dev.kennel.web.Problem;
import dev.kennel.web.ProblemException;

/// `/texts`: which texts can be measured on?
@Path("/texts")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class TextsPage {

    private final TextDesk desk;
    private final StoredTexts texts;

    TextsPage(TextDesk desk, StoredTexts texts) {
        this.desk = desk;
        this.texts = texts;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(List<StoredText> texts, Optional<Problem> refusal);
    }

    @GET
    public TemplateInstance list() {
        return page(Optional.empty());
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response add(
            @RestForm String name,
            @RestForm Optional<String> kind,
            @RestForm Optional<String> licence,
            @RestForm Optional<String> origin,
            @RestForm FileUpload file)
            throws IOException {
        try {
            if (file == null || file.fileName().isBlank()) {
                throw Problem.unprocessable("This text cannot be taken")
                        .field("file", "Choose a file.")
                        .exception();
            }
            var description = new Description(
                    name == null ? "" : name.strip(), TextResource.kind(kind), stated(licence), stated(origin));
            try (InputStream content = Files.newInputStream(file.uploadedFile())) {
                desk.add(description, content, false);
            }
            return Response.seeOther(URI.create("/texts")).build();
        } catch (ProblemException e) {
            return Response.status(e.problem().status())
                    .entity(page(Optional.of(e.problem())))
                    .build();
        }
    }

    @POST
    @Path("/{name}/delete")
    public Response delete(@RestPath String name) {
        try {
            desk.delete(name);
            return Response.seeOther(URI.create("/texts")).build();
        } catch (ProblemException e) {
            return Response.status(e.problem().status())
                    .entity(page(Optional.of(e.problem())))
                    .build();
        }
    }

    private static Optional<String> stated(Optional<String> typed) {
        return typed.map(String::strip).filter(value -> !value.isEmpty());
    }

    private TemplateInstance page(Optional<Problem> refusal) {
        return Templates.list(QuarkusTransaction.joiningExisting().call(texts::all), refusal);
    }
}
