package dev.kennel.steering;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
import dev.kennel.catalog.QuantRef;
import dev.kennel.catalog.Quants;
import dev.kennel.feature.Feature;
import dev.kennel.features.FeatureVersion;
import dev.kennel.features.Features;
import dev.kennel.jobs.DeviceField;
import dev.kennel.jobs.Devices;
import dev.kennel.jobs.JobLink;
import dev.kennel.web.Problem;
import dev.kennel.web.ProblemException;

/// `/{owner}/{name}/responses`: about which features shall the files be asked?
@Path("/{owner}/{name}/responses")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class ResponsesPage {

    /// Between a feature's name and its vector's in a field.
    private static final char BETWEEN = '=';

    private final Models models;
    private final Quants quants;
    private final Features features;
    private final Vectors vectors;
    private final ResponsePlanner planner;
    private final ResponseSubmission submission;
    private final Devices devices;

    ResponsesPage(
            Models models,
            Quants quants,
            Features features,
            Vectors vectors,
            ResponsePlanner planner,
            ResponseSubmission submission,
            Devices devices) {
        this.models = models;
        this.quants = quants;
        this.features = features;
        this.vectors = vectors;
        this.planner = planner;
        this.submission = submission;
        this.devices = devices;
    }

    /// What the form shows.
    record Form(
            String model,
            List<Choice> features,
            List<Companion> vectors,
            List<QuantChoice> quants,
            DeviceField device,
            Optional<Problem> refusal) {}

    /// A feature with the vector that is chosen for it.
    ///
    /// @param vector its file's name; empty for none
    record Choice(Feature feature, boolean ticked, String vector) {}

    /// @param ref as [QuantRef] writes it
    record QuantChoice(String ref, long bytes, boolean ticked) {}

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance form(Form form);
    }

    /// Features with a vector are ticked, and all quants.
    @GET
    public TemplateInstance form(@RestPath String owner, @RestPath String name) {
        Model model = models.require(owner, name);
        return Templates.form(QuarkusTransaction.joiningExisting().call(() -> {
            List<Companion> kept = vectors.of(owner, name);
            List<Choice> choices = new ArrayList<>();
            for (FeatureVersion version : features.current()) {
                Optional<Companion> usual = planner.usual(version.name, kept);
                choices.add(new Choice(
                        version.feature(),
                        usual.isPresent(),
                        usual.map(vector -> vector.filename).orElse("")));
            }
            return form(
                    model, choices, kept, quantChoices(model, Optional.empty()), Optional.empty(), Optional.empty());
        }));
    }

    /// @param vector for each feature, `name=` or `name=file`
    @POST
    public Response submit(
            @RestPath String owner,
            @RestPath String name,
            @RestForm List<String> feature,
            @RestForm List<String> vector,
            @RestForm List<String> quant,
            @RestForm Optional<String> device)
            throws IOException {
        Model model = models.require(owner, name);
        Map<String, String> chosen = chosen(vector);
        try {
            List<String> asked = quant.isEmpty() ? List.of(QuantRef.BASE) : quant;
            Map<String, String> driven = new HashMap<>(chosen);
            driven.keySet().retainAll(feature);
            JobLink job = JobLink.of(submission.submit(model.id, new ResponseRequest(feature, driven, asked, device)));
            return Response.seeOther(URI.create(job.page())).build();
        } catch (ProblemException e) {
            Form form = QuarkusTransaction.joiningExisting().call(() -> {
                List<Choice> choices = features.current().stream()
                        .map(version -> new Choice(
                                version.feature(),
                                feature.contains(version.name),
                                chosen.getOrDefault(version.name, "")))
                        .toList();
                return form(
                        model,
                        choices,
                        vectors.of(owner, name),
                        quantChoices(model, Optional.of(new HashSet<>(quant))),
                        device,
                        Optional.of(e.problem()));
            });
            return Response.status(e.problem().status())
                    .entity(Templates.form(form))
                    .build();
        }
    }

    private static Map<String, String> chosen(List<String> vector) {
        var chosen = new HashMap<String, String>();
        vector.forEach(field -> {
            int at = field.indexOf(BETWEEN);
            if (at > 0) {
                chosen.put(field.substring(0, at), field.substring(at + 1));
            }
        });
        return chosen;
    }

    /// @param ticked all when empty
    private List<QuantChoice> quantChoices(Model model, Optional<Set<String>> ticked) {
        return quants.of(model).stream()
                .map(quant -> {
                    String ref = QuantRef.of(model, quant);
                    return new QuantChoice(
                            ref,
                            quant.artifact.bytes,
                            ticked.map(of -> of.contains(ref)).orElse(true));
                })
                .collect(Collectors.toList());
    }

    private Form form(
            Model model,
            List<Choice> choices,
            List<Companion> kept,
            List<QuantChoice> files,
            Optional<String> device,
            Optional<Problem> refusal) {
        return new Form(model.repository.path(), choices, kept, files, new DeviceField(devices.all(), device), refusal);
    }
}
