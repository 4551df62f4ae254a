package dev.kennel.steering;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.catalog.Model;
import dev.kennel.catalog.Models;
import dev.kennel.features.FeatureVersion;
import dev.kennel.features.Features;
import dev.kennel.imports.ComputedCompanions;
import dev.kennel.jobs.Devices;
import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobFlow;
import dev.kennel.jobs.Work;
import dev.kennel.measuring.MeasureConfig;
import dev.kennel.steer.Method;
import dev.kennel.web.Problem;

/// Accepts jobs that extract control vectors.
@ApplicationScoped
public class VectorSubmission {

    private final Models models;
    private final Features features;
    private final ComputedCompanions companions;
    private final Devices devices;
    private final MeasureConfig config;
    private final JobFlow flow;
    private final ObjectMapper json;

    VectorSubmission(
            Models models,
            Features features,
            ComputedCompanions companions,
            Devices devices,
            MeasureConfig config,
            JobFlow flow,
            ObjectMapper json) {
        this.models = models;
        this.features = features;
        this.companions = companions;
        this.devices = devices;
        this.config = config;
        this.flow = flow;
        this.json = json;
    }

    /// @return the job's id
    /// @throws dev.kennel.web.ProblemException when there is no such feature, method or device, or a file has
    ///     the name
    public long submit(long modelId, VectorRequest request) {
        String feature = request.feature()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .orElseThrow(() -> refused("feature", "Choose a feature."));
        Method method = request.method().map(VectorSubmission::method).orElse(Method.MEAN);
        String device = devices.choose(request.device());
        return QuarkusTransaction.requiringNew().call(() -> {
            Model model = models.findById(modelId);
            FeatureVersion version = features.current(feature)
                    .orElseThrow(() -> refused("feature", "There is no feature '" + feature + "'."));
            String filename = request.filename()
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .orElse(model.repository.name + "-" + version.name + ".control.gguf");
            ComputedCompanions.nameProblem(filename).ifPresent(problem -> {
                throw refused("filename", problem);
            });
            var order = new VectorOrder(
                    modelId,
                    filename,
                    version.name,
                    version.digest,
                    version.feature().contrast().pairs(),
                    method,
                    config.threadsInUse(),
                    device);
            return create(model, order).id;
        });
    }

    private static Method method(String word) {
        return Arrays.stream(Method.values())
                .filter(method -> method.name().equalsIgnoreCase(word.strip()))
                .findFirst()
                .orElseThrow(() -> refused(
                        "method",
                        "'" + word + "' is none of "
                                + Arrays.stream(Method.values())
                                        .map(method -> method.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    private Job create(Model model, VectorOrder order) {
        companions.refuseTaken(model, order.filename());
        String path = model.repository.path();
        String title = "Extracting a control vector for " + order.feature() + " from " + path;
        Job job = flow.submit(VectorJob.NAME, title, path, json.valueToTree(order));
        flow.open(job, VectorStage.NAME, List.of(new Work(json.createObjectNode(), 2L * order.pairs())));
        return job;
    }

    private static RuntimeException refused(String field, String message) {
        return Problem.unprocessable("This control vector cannot be extracted")
                .field(field, message)
                .exception();
    }
}
