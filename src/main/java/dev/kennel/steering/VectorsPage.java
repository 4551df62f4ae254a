package dev.kennel.steering;

import java.net.URI;
import java.util.Arrays;
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

import dev.kennel.catalog.Companion;
import dev.kennel.catalog.Model;
import dev.kennel.catalog.Models;
import dev.kennel.feature.Feature;
import dev.kennel.features.FeatureVersion;
import dev.kennel.features.Features;
import dev.kennel.jobs.DeviceField;
import dev.kennel.jobs.Devices;
import dev.kennel.jobs.JobLink;
import dev.kennel.steer.Method;
import dev.kennel.web.Format;
import dev.kennel.web.Problem;
import dev.kennel.web.ProblemException;

/// `/{owner}/{name}/vectors`: in which ways can this model be steered?
@Path("/{owner}/{name}/vectors")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class VectorsPage {

    private final Models models;
    private final Features features;
    private final Vectors vectors;
    private final VectorSubmission submission;
    private final Devices devices;

    VectorsPage(Models models, Features features, Vectors vectors, VectorSubmission submission, Devices devices) {
        this.models = models;
        this.features = features;
        this.vectors = vectors;
        this.submission = submission;
        this.devices = devices;
    }

    /// What the page shows.
    ///
    /// @param kept the vectors that are there
    /// @param chosen name of the feature that was asked for
    record Form(
            String model,
            List<Companion> kept,
            List<Feature> features,
            String chosen,
            DeviceField device,
            Optional<Problem> refusal) {

        public List<Method> methods() {
            return Arrays.asList(Method.values());
        }

        public String page(Companion vector) {
            return VectorPage.address(model, vector.filename);
        }

        public String download(Companion vector) {
            return "/" + model + "/resolve/main/" + Format.urlPath(vector.filename);
        }
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance form(Form form);
    }

    @GET
    public TemplateInstance form(@RestPath String owner, @RestPath String name) {
        return form(models.require(owner, name), "", Optional.empty(), Optional.empty());
    }

    @POST
    public Response submit(
            @RestPath String owner,
            @RestPath String name,
            @RestForm Optional<String> feature,
            @RestForm Optional<String> method,
            @RestForm Optional<String> filename,
            @RestForm Optional<String> device) {
        Model model = models.require(owner, name);
        try {
            JobLink job = JobLink.of(submission.submit(model.id, new VectorRequest(feature, method, filename, device)));
            return Response.seeOther(URI.create(job.page())).build();
        } catch (ProblemException e) {
            return Response.status(e.problem().status())
                    .entity(form(model, feature.orElse(""), device, Optional.of(e.problem())))
                    .build();
        }
    }

    private TemplateInstance form(Model model, String chosen, Optional<String> device, Optional<Problem> refusal) {
        List<Feature> all = QuarkusTransaction.joiningExisting()
                .call(() ->
                        features.current().stream().map(FeatureVersion::feature).toList());
        List<Companion> kept = vectors.of(model.repository.owner, model.repository.name);
        return Templates.form(
                new Form(model.repository.path(), kept, all, chosen, new DeviceField(devices.all(), device), refusal));
    }
}
