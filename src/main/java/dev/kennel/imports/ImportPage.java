package dev.kennel.imports;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

import dev.kennel.jobs.JobLink;
import dev.kennel.web.Problem;
import dev.kennel.web.ProblemException;

/// `/import`: from where, and under which name? Files of the form are uploads like others: a browser with JavaScript
/// sends them in parts before, one without sends them with the form.
@Path("/import")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class ImportPage {

    private static final String FILE = "file";

    private final Imports imports;
    private final UploadDesk uploads;
    private final ImportsConfig config;

    ImportPage(Imports imports, UploadDesk uploads, ImportsConfig config) {
        this.imports = imports;
        this.uploads = uploads;
        this.config = config;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance form(ImportForm form);
    }

    /// The fields may be filled in by the address: `/import?base=owner/name`.
    @GET
    public TemplateInstance form(@Context UriInfo address) throws IOException {
        return form(Entered.of(address.getQueryParameters()), address, null);
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response submit(MultipartFormDataInput form, @Context UriInfo address) throws IOException {
        MultivaluedMap<String, String> fields = fields(form);
        try {
            receive(form.getValues().getOrDefault(FILE, List.of()), fields);
            JobLink job = JobLink.of(imports.submit(Entered.of(fields).request()));
            return Response.seeOther(URI.create(job.page())).build();
        } catch (ProblemException e) {
            return Response.status(e.problem().status())
                    .entity(form(Entered.of(fields), address, e.problem()))
                    .build();
        }
    }

    /// Takes what was typed along.
    @POST
    @Path("/files/{filename}/drop")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response drop(@RestPath String filename, MultivaluedMap<String, String> fields) throws IOException {
        uploads.drop(filename);
        return Response.seeOther(Entered.of(fields).without(filename).address()).build();
    }

    private void receive(Collection<FormValue> files, MultivaluedMap<String, String> fields) throws IOException {
        for (FormValue file : files) {
            if (file.isFileItem() && !file.getFileName().isEmpty()) {
                receive(file);
                fields.add(Entered.UPLOAD, file.getFileName());
            }
        }
    }

    private void receive(FormValue file) throws IOException {
        try (InputStream body = Files.newInputStream(file.getFileItem().getFile())) {
            uploads.receive(
                    file.getFileName(), ContentRange.whole(file.getFileItem().getFileSize()), body);
        }
    }

    private static MultivaluedMap<String, String> fields(MultipartFormDataInput form) {
        var fields = new MultivaluedHashMap<String, String>();
        for (Map.Entry<String, Collection<FormValue>> field : form.getValues().entrySet()) {
            var texts = new ArrayList<String>();
            field.getValue().stream()
                    .filter(value -> !value.isFileItem())
                    .forEach(value -> texts.add(value.getValue()));
            fields.put(field.getKey(), texts);
        }
        return fields;
    }

    private TemplateInstance form(Entered entered, UriInfo address, Problem refusal) throws IOException {
        List<String> roots = config.roots().orElse(List.of()).stream()
                .map(java.nio.file.Path::toString)
                .toList();
        return Templates.form(new ImportForm(
                entered, uploads.all(), roots, address.getBaseUri().toString(), refusal));
    }
}
