package dev.kennel.imports;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.multipart.FileUpload;

import dev.kennel.jobs.JobLink;
import dev.kennel.web.Problem;
import dev.kennel.web.ProblemException;

/// `/import`: from where, and under which name?
@Path("/import")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class ImportPage {

    private final Imports imports;
    private final UploadDesk uploads;
    private final ImportsConfig config;

    ImportPage(Imports imports, UploadDesk uploads, ImportsConfig config) {
        this.imports = imports;
        this.uploads = uploads;
        this.config = config;
    }

    /// What was typed, as it was typed, so that an error costs nobody their work.
    record Entered(
            String path,
            List<String> uploads,
            String repository,
            String base,
            String quant,
            String origin,
            String licence,
            String tags) {

        static Entered nothing(String base) {
            return new Entered("", List.of(), "", base, "", "", "", "");
        }

        ImportRequest request() {
            return new ImportRequest(
                    Optional.of(path),
                    uploads,
                    Optional.of(repository),
                    Optional.of(base),
                    Optional.of(quant),
                    Optional.of(origin),
                    Optional.of(licence),
                    Arrays.stream(tags.split(","))
                            .map(String::strip)
                            .filter(Predicate.not(String::isEmpty))
                            .toList());
        }
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance form(
                Entered entered, List<UploadStatus> uploads, List<String> roots, Problem refusal);
    }

    @GET
    public TemplateInstance form(@RestQuery Optional<String> base) throws IOException {
        return form(Entered.nothing(base.orElse("")), null);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response submit(
            @RestForm String path,
            @RestForm List<String> upload,
            @RestForm String repository,
            @RestForm String base,
            @RestForm String quant,
            @RestForm String origin,
            @RestForm String licence,
            @RestForm String tags)
            throws IOException {
        var entered = new Entered(
                typed(path),
                upload == null ? List.of() : upload,
                typed(repository),
                typed(base),
                typed(quant),
                typed(origin),
                typed(licence),
                typed(tags));
        try {
            JobLink job = JobLink.of(imports.submit(entered.request()));
            return Response.seeOther(URI.create(job.page())).build();
        } catch (ProblemException e) {
            return Response.status(e.problem().status())
                    .entity(form(entered, e.problem()))
                    .build();
        }
    }

    /// For browsers without JavaScript: the file as a part of a form.
    @POST
    @Path("/files")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response upload(@RestForm("file") List<FileUpload> files, @RestForm String base) throws IOException {
        for (FileUpload file : files) {
            try (InputStream body = Files.newInputStream(file.uploadedFile())) {
                uploads.receive(file.fileName(), ContentRange.whole(file.size()), body);
            }
        }
        return back(base);
    }

    @POST
    @Path("/files/{filename}/drop")
    public Response drop(@RestPath String filename, @RestForm String base) throws IOException {
        uploads.drop(filename);
        return back(base);
    }

    private static Response back(String base) {
        String address = base == null || base.isBlank() ? "/import" : "/import?base=" + base;
        return Response.seeOther(URI.create(address)).build();
    }

    private TemplateInstance form(Entered entered, Problem refusal) throws IOException {
        List<String> roots = config.roots().orElse(List.of()).stream()
                .map(java.nio.file.Path::toString)
                .toList();
        return Templates.form(entered, uploads.all(), roots, refusal);
    }

    private static String typed(String value) {
        return value == null ? "" : value;
    }
}
