package dev.kennel.steering;

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
import dev.kennel.catalog.QuantRef;
import dev.kennel.catalog.Quants;
import dev.kennel.jobs.DeviceField;
import dev.kennel.jobs.Devices;
import dev.kennel.jobs.JobLink;
import dev.kennel.measurements.StoredText;
import dev.kennel.measurements.StoredTexts;
import dev.kennel.measuring.FormNumber;
import dev.kennel.web.Problem;
import dev.kennel.web.ProblemException;

/// `/{owner}/{name}/activations`: what goes on inside?
@Path("/{owner}/{name}/activations")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class ActivationsPage {

    private final Models models;
    private final Quants quants;
    private final StoredTexts texts;
    private final Activations activations;
    private final ActivationSubmission submission;
    private final Devices devices;

    ActivationsPage(
            Models models,
            Quants quants,
            StoredTexts texts,
            Activations activations,
            ActivationSubmission submission,
            Devices devices) {
        this.models = models;
        this.quants = quants;
        this.texts = texts;
        this.activations = activations;
        this.submission = submission;
        this.devices = devices;
    }

    /// What the form shows.
    ///
    /// @param kept what was captured before
    /// @param quants as [QuantRef] writes them
    /// @param prompt as typed
    record Form(
            String model,
            List<Activation> kept,
            List<StoredText> texts,
            List<String> quants,
            String text,
            String prompt,
            DeviceField device,
            Optional<Problem> refusal) {}

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance form(Form form);
    }

    @GET
    public TemplateInstance form(@RestPath String owner, @RestPath String name) {
        return form(models.require(owner, name), "", "", Optional.empty(), Optional.empty());
    }

    @POST
    public Response submit(
            @RestPath String owner,
            @RestPath String name,
            @RestForm Optional<String> text,
            @RestForm Optional<String> prompt,
            @RestForm Optional<String> quant,
            @RestForm Optional<String> tokens,
            @RestForm Optional<String> format,
            @RestForm Optional<String> device) {
        Model model = models.require(owner, name);
        try {
            var request = new ActivationRequest(text, prompt, quant, FormNumber.of("tokens", tokens), format, device);
            JobLink job = JobLink.of(submission.submit(model.id, request));
            return Response.seeOther(URI.create(job.page())).build();
        } catch (ProblemException e) {
            return Response.status(e.problem().status())
                    .entity(form(model, text.orElse(""), prompt.orElse(""), device, Optional.of(e.problem())))
                    .build();
        }
    }

    private TemplateInstance form(
            Model model, String text, String prompt, Optional<String> device, Optional<Problem> refusal) {
        return Templates.form(QuarkusTransaction.joiningExisting()
                .call(() -> new Form(
                        model.repository.path(),
                        activations.of(model.repository.path()),
                        texts.all(),
                        quants.of(model).stream()
                                .map(quant -> QuantRef.of(model, quant))
                                .toList(),
                        text,
                        prompt,
                        new DeviceField(devices.all(), device),
                        refusal)));
    }
}
