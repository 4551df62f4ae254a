package dev.kennel.measuring;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

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

import dev.kennel.catalog.Model;
import dev.kennel.catalog.Models;
import dev.kennel.jobs.DeviceField;
import dev.kennel.jobs.Devices;
import dev.kennel.jobs.JobLink;
import dev.kennel.measurements.StoredText;
import dev.kennel.measurements.StoredTexts;
import dev.kennel.web.Problem;
import dev.kennel.web.ProblemException;

/// `/{owner}/{name}/imatrix`: from which text?
@Path("/{owner}/{name}/imatrix")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class ImatrixPage {

    private final Models models;
    private final StoredTexts texts;
    private final ImatrixSubmission submission;
    private final Devices devices;

    ImatrixPage(Models models, StoredTexts texts, ImatrixSubmission submission, Devices devices) {
        this.models = models;
        this.texts = texts;
        this.submission = submission;
        this.devices = devices;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance form(
                String model, List<StoredText> texts, String chosen, DeviceField device, Optional<Problem> refusal);
    }

    @GET
    public TemplateInstance form(@RestPath String owner, @RestPath String name) {
        return form(models.require(owner, name), "", Optional.empty(), Optional.empty());
    }

    @POST
    public Response submit(
            @RestPath String owner,
            @RestPath String name,
            @RestForm Optional<String> text,
            @RestForm Optional<String> context,
            @RestForm Optional<String> chunks,
            @RestForm Optional<String> filename,
            @RestForm Optional<String> device)
            throws IOException {
        Model model = models.require(owner, name);
        try {
            var request = new ImatrixRequest(
                    text, FormNumber.of("context", context), FormNumber.of("chunks", chunks), filename, device);
            JobLink job = JobLink.of(submission.submit(model.id, request));
            return Response.seeOther(URI.create(job.page())).build();
        } catch (ProblemException e) {
            return Response.status(e.problem().status())
                    .entity(form(model, text.orElse(""), device, Optional.of(e.problem())))
                    .build();
        }
    }

    private TemplateInstance form(Model model, String chosen, Optional<String> device, Optional<Problem> refusal) {
        List<StoredText> all = QuarkusTransaction.joiningExisting().call(texts::all);
        return Templates.form(model.repository.path(), all, chosen, new DeviceField(devices.all(), device), refusal);
    }
}
