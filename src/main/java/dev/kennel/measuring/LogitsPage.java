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

import dev.kennel.catalog.Model;
import dev.kennel.catalog.Models;
import dev.kennel.measurements.ImportedLogits;
import dev.kennel.measurements.ImportedLogitsFiles;
import dev.kennel.measurements.StoredText;
import dev.kennel.measurements.StoredTexts;
import dev.kennel.measuring.LogitsDesk.Description;
import dev.kennel.web.Problem;
import dev.kennel.web.ProblemException;

/// `/{owner}/{name}/logits`: with what can quants be compared where the base does not fit?
@Path("/{owner}/{name}/logits")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class LogitsPage {

    private final LogitsDesk desk;
    private final ImportedLogitsFiles imported;
    private final StoredTexts texts;
    private final Models models;

    LogitsPage(LogitsDesk desk, ImportedLogitsFiles imported, StoredTexts texts, Models models) {
        this.desk = desk;
        this.imported = imported;
        this.texts = texts;
        this.models = models;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(
                String model, List<ImportedLogits> logits, List<StoredText> texts, Optional<Problem> refusal);
    }

    @GET
    public TemplateInstance list(@RestPath String owner, @RestPath String name) {
        return page(models.require(owner, name), Optional.empty());
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response add(
            @RestPath String owner,
            @RestPath String name,
            @RestForm("logits") Optional<String> logits,
            @RestForm Optional<String> text,
            @RestForm Optional<String> origin,
            @RestForm FileUpload file)
            throws IOException {
        Model model = models.require(owner, name);
        try {
            if (file == null || file.fileName().isBlank()) {
                throw Problem.unprocessable("These logits cannot be taken")
                        .field("file", "Choose a file.")
                        .exception();
            }
            var description = new Description(logits.map(String::strip).orElse(""), stated(text), stated(origin));
            try (InputStream content = Files.newInputStream(file.uploadedFile())) {
                desk.add(model, description, content);
            }
            return back(model);
        } catch (ProblemException e) {
            return Response.status(e.problem().status())
                    .entity(page(model, Optional.of(e.problem())))
                    .build();
        }
    }

    @POST
    @Path("/{logits}/delete")
    public Response delete(@RestPath String owner, @RestPath String name, @RestPath String logits) {
        Model model = models.require(owner, name);
        desk.delete(model, logits);
        return back(model);
    }

    private static Response back(Model model) {
        return Response.seeOther(URI.create("/" + model.repository.path() + "/logits"))
                .build();
    }

    private static Optional<String> stated(Optional<String> typed) {
        return typed.map(String::strip).filter(value -> !value.isEmpty());
    }

    private TemplateInstance page(Model model, Optional<Problem> refusal) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> Templates.list(model.repository.path(), imported.of(model.id), texts.all(), refusal));
    }
}
