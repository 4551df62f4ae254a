package dev.kennel.measuring;

import java.io.IOException;
import java.net.URI;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.ws.rs.BeanParam;
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
import org.jboss.resteasy.reactive.RestQuery;

import dev.kennel.blob.BlobFiles;
import dev.kennel.catalog.Model;
import dev.kennel.catalog.Models;
import dev.kennel.catalog.QuantRef;
import dev.kennel.catalog.Quants;
import dev.kennel.jobs.DeviceField;
import dev.kennel.jobs.Devices;
import dev.kennel.jobs.JobLink;
import dev.kennel.measure.EvaluationSettings;
import dev.kennel.measurements.ImportedLogitsFiles;
import dev.kennel.measurements.Measurements;
import dev.kennel.measurements.StoredText;
import dev.kennel.measurements.StoredTexts;
import dev.kennel.measuring.MeasureForm.Choice;
import dev.kennel.web.Problem;
import dev.kennel.web.ProblemException;

/// `/{owner}/{name}/measure`: what shall be measured?
@Path("/{owner}/{name}/measure")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class MeasurePage {

    private static final String NONE = "none";
    private static final String NEW = "new";

    private final Models models;
    private final Quants quants;
    private final StoredTexts texts;
    private final ImportedLogitsFiles imported;
    private final Measurements measurements;
    private final MeasurePlanner planner;
    private final MeasureSubmission submission;
    private final Devices devices;
    private final BlobFiles blobs;

    MeasurePage(
            Models models,
            Quants quants,
            StoredTexts texts,
            ImportedLogitsFiles imported,
            Measurements measurements,
            MeasurePlanner planner,
            MeasureSubmission submission,
            Devices devices,
            BlobFiles blobs) {
        this.models = models;
        this.quants = quants;
        this.texts = texts;
        this.imported = imported;
        this.measurements = measurements;
        this.planner = planner;
        this.submission = submission;
        this.devices = devices;
        this.blobs = blobs;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance form(MeasureForm form);

        static native TemplateInstance form$cost(MeasureForm form);
    }

    /// What is filled in.
    public static class Fields {

        @RestForm
        List<String> text;

        @RestForm
        List<String> quant;

        @RestForm
        Optional<String> context;

        @RestForm
        Optional<String> chunks;

        @RestForm
        Optional<String> reference;

        @RestForm
        Optional<String> device;

        @BeanParam
        SpeedFields speed;

        /// @throws ProblemException when a number is none
        MeasureRequest request() {
            return new MeasureRequest(
                    quant,
                    text,
                    FormNumber.of("context", context),
                    FormNumber.of("chunks", chunks),
                    reference,
                    speed.request(),
                    device);
        }
    }

    /// @param tick `none`, or `new` for the quants that were not measured yet; else all
    @GET
    public TemplateInstance form(@RestPath String owner, @RestPath String name, @RestQuery Optional<String> tick) {
        Model model = models.require(owner, name);
        var fields = new Fields();
        fields.text = usualText(model).stream().toList();
        fields.quant = choices(model).stream()
                .filter(choice -> !tick.equals(Optional.of(NONE)))
                .filter(choice -> !tick.equals(Optional.of(NEW)) || choice.runs() == 0)
                .map(Choice::ref)
                .toList();
        fields.context = Optional.empty();
        fields.chunks = Optional.empty();
        fields.reference = Optional.empty();
        fields.device = Optional.empty();
        fields.speed = SpeedFields.usual();
        return Templates.form(form(model, fields, Optional.empty()));
    }

    /// What the choice costs, for htmx.
    @POST
    @Path("/cost")
    public TemplateInstance cost(@RestPath String owner, @RestPath String name, @BeanParam Fields fields) {
        return Templates.form$cost(form(models.require(owner, name), fields, Optional.empty()));
    }

    /// The same without JavaScript.
    @POST
    @Path("/count")
    public TemplateInstance count(@RestPath String owner, @RestPath String name, @BeanParam Fields fields) {
        return Templates.form(form(models.require(owner, name), fields, Optional.empty()));
    }

    @POST
    public Response submit(@RestPath String owner, @RestPath String name, @BeanParam Fields fields) throws IOException {
        Model model = models.require(owner, name);
        try {
            MeasureRequest request = fields.request();
            JobLink job = JobLink.of(
                    submission.submit(model.id, request.quants().isEmpty() ? request.onlyReference() : request));
            return Response.seeOther(URI.create(job.page())).build();
        } catch (ProblemException e) {
            return Response.status(e.problem().status())
                    .entity(Templates.form(form(model, fields, Optional.of(e.problem()))))
                    .build();
        }
    }

    private MeasureForm form(Model model, Fields fields, Optional<Problem> refusal) {
        Optional<MeasurePlanJson> cost = Optional.empty();
        Optional<String> why = Optional.empty();
        try {
            MeasureRequest request = fields.request();
            cost = Optional.of(MeasurePlanJson.of(
                    planner.plan(model.id, request.quants().isEmpty() ? request.onlyReference() : request),
                    model.contextLength,
                    blobs.reserve().available()));
        } catch (ProblemException e) {
            why = Optional.of(e.problem().errors().stream()
                    .map(Problem.Field::message)
                    .findFirst()
                    .orElse(e.problem().title() + ". " + e.problem().detail()));
        } catch (IOException e) {
            why = Optional.of("The disk cannot be looked at: " + e.getMessage());
        }
        return new MeasureForm(
                model.repository.path(),
                texts(),
                new LinkedHashSet<>(fields.text),
                calibration(model),
                fields.context.orElse(String.valueOf(EvaluationSettings.DEFAULT_CONTEXT)),
                fields.chunks.orElse(""),
                fields.reference.orElse(QuantRef.BASE),
                logits(model),
                fields.speed,
                new DeviceField(devices.all(), fields.device),
                choices(model),
                new LinkedHashSet<>(fields.quant),
                cost,
                why,
                refusal);
    }

    /// Digests of the texts that the model's importance matrices were computed from.
    private Set<String> calibration(Model model) {
        return QuarkusTransaction.joiningExisting().call(() -> models.companions(model).stream()
                .map(companion -> companion.textSha256)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()));
    }

    /// A plain one if there is any, what publishers compare on, and one that no importance matrix was computed from; of
    /// those the longest.
    private Optional<String> usualText(Model model) {
        Set<String> calibration = calibration(model);
        return texts().stream()
                .min(Comparator.comparing((StoredText text) -> text.kind)
                        .thenComparing(text -> calibration.contains(text.sha256))
                        .thenComparing(text -> -text.bytes))
                .map(text -> text.name);
    }

    private List<StoredText> texts() {
        return QuarkusTransaction.joiningExisting().call(texts::all);
    }

    private List<String> logits(Model model) {
        return QuarkusTransaction.joiningExisting().call(() -> imported.of(model.id).stream()
                .map(logits -> LogitsRef.of(logits.name))
                .toList());
    }

    private List<Choice> choices(Model model) {
        return QuarkusTransaction.joiningExisting().call(() -> {
            var found = quants.of(model);
            Map<String, Long> runs = measurements.counts(
                    found.stream().map(quant -> quant.artifact.sha256).collect(Collectors.toSet()));
            return found.stream()
                    .map(quant -> new Choice(
                            QuantRef.of(model, quant),
                            quant.artifact.bytes,
                            runs.getOrDefault(quant.artifact.sha256, 0L)))
                    .toList();
        });
    }
}
