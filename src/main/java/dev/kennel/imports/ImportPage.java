package dev.kennel.imports;

import java.io.IOException;
import java.net.URI;
import java.util.List;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

import dev.kennel.jobs.JobLink;
import dev.kennel.web.Problem;
import dev.kennel.web.ProblemException;

/// `/import`: from where, and under which name?
@Path("/import")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class ImportPage {

    private final Imports imports;
    private final UploadForms files;
    private final UploadDesk uploads;
    private final ImportsConfig config;

    ImportPage(Imports imports, UploadForms files, UploadDesk uploads, ImportsConfig config) {
        this.imports = imports;
        this.files = files;
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
        MultivaluedMap<String, String> fields = files.fields(form);
        try {
            files.receive(form, fields);
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

    private TemplateInstance form(Entered entered, UriInfo address, Problem refusal) throws IOException {
        List<String> roots = config.roots().orElse(List.of()).stream()
                .map(java.nio.file.Path::toString)
                .toList();
        return Templates.form(new ImportForm(
                entered, uploads.all(), roots, address.getBaseUri().toString(), refusal));
    }
}
