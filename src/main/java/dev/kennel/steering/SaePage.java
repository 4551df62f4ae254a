package dev.kennel.steering;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

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

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

import dev.kennel.catalog.Model;
import dev.kennel.catalog.Models;
import dev.kennel.catalog.StoredFacts;
import dev.kennel.imports.TensorFiles;
import dev.kennel.imports.UploadForms;
import dev.kennel.imports.UploadStatus;
import dev.kennel.jobs.JobLink;
import dev.kennel.measuring.FormNumber;
import dev.kennel.steer.SteeringReach;
import dev.kennel.web.Problem;
import dev.kennel.web.ProblemException;

/// `/{owner}/{name}/vectors/-/sae`: which feature of an autoencoder?
@Path("/{owner}/{name}/vectors/-/sae")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class SaePage {

    private final Models models;
    private final StoredFacts facts;
    private final TensorFiles files;
    private final UploadForms forms;
    private final SaeSubmission submission;

    SaePage(Models models, StoredFacts facts, TensorFiles files, UploadForms forms, SaeSubmission submission) {
        this.models = models;
        this.facts = facts;
        this.files = files;
        this.forms = forms;
        this.submission = submission;
    }

    /// What the page shows.
    ///
    /// @param blocks that can be steered
    /// @param width numbers of a direction
    /// @param typed what was typed before
    /// @param roots below which files on the server may be read
    /// @param server its address, for a command to copy
    record Form(
            String model,
            List<Integer> blocks,
            long width,
            MultivaluedMap<String, String> typed,
            List<UploadStatus> uploads,
            List<String> roots,
            String server,
            Optional<Problem> refusal) {

        public String value(String field) {
            return Optional.ofNullable(typed.getFirst(field)).orElse("");
        }

        public boolean isChosen(UploadStatus upload) {
            List<String> chosen = typed.getOrDefault(UploadForms.UPLOAD, List.of());
            return chosen.isEmpty() ? uploads.size() == 1 : chosen.getLast().equals(upload.filename());
        }
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance form(Form form);
    }

    @GET
    public TemplateInstance form(@RestPath String owner, @RestPath String name, @Context UriInfo address)
            throws IOException {
        return form(models.require(owner, name), new MultivaluedHashMap<>(), address, Optional.empty());
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response submit(
            @RestPath String owner, @RestPath String name, MultipartFormDataInput form, @Context UriInfo address)
            throws IOException {
        Model model = models.require(owner, name);
        MultivaluedMap<String, String> typed = forms.fields(form);
        try {
            forms.receive(form, typed);
            JobLink job = JobLink.of(submission.submit(model.id, request(typed)));
            return Response.seeOther(URI.create(job.page())).build();
        } catch (ProblemException e) {
            return Response.status(e.problem().status())
                    .entity(form(model, typed, address, Optional.of(e.problem())))
                    .build();
        }
    }

    /// A path that was typed goes before uploads, and of these the one that came last.
    private static SaeRequest request(MultivaluedMap<String, String> typed) {
        Optional<String> path = text(typed, "path").filter(value -> !value.isBlank());
        List<String> uploads = typed.getOrDefault(UploadForms.UPLOAD, List.of());
        return new SaeRequest(
                path,
                path.isPresent() || uploads.isEmpty() ? Optional.empty() : Optional.of(uploads.getLast()),
                text(typed, "tensor"),
                text(typed, "layout"),
                FormNumber.of("index", text(typed, "index")),
                FormNumber.of("block", text(typed, "block")),
                text(typed, "label"),
                FormNumber.decimal("norm", text(typed, "norm")),
                text(typed, "filename"),
                text(typed, "keepUpload").isPresent());
    }

    private static Optional<String> text(MultivaluedMap<String, String> typed, String field) {
        return Optional.ofNullable(typed.getFirst(field));
    }

    private TemplateInstance form(
            Model model, MultivaluedMap<String, String> typed, UriInfo address, Optional<Problem> refusal)
            throws IOException {
        List<UploadStatus> waiting = files.waiting();
        return QuarkusTransaction.joiningExisting().call(() -> {
            var known = facts.of(models.findById(model.id));
            return Templates.form(new Form(
                    model.repository.path(),
                    SteeringReach.of(known).blocks(),
                    known.embeddingLength().orElse(0),
                    typed,
                    waiting,
                    files.roots().stream().map(java.nio.file.Path::toString).toList(),
                    address.getBaseUri().toString(),
                    refusal));
        });
    }
}
