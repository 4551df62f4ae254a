package dev.kennel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import dev.kennel.catalog.Companion;
import dev.kennel.catalog.Model;
import dev.kennel.catalog.Models;
import dev.kennel.catalog.Quants;
import dev.kennel.features.ShippedFeatures;
import dev.kennel.imports.ImportRequest;
import dev.kennel.imports.Imports;
import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobState;
import dev.kennel.jobs.Jobs;
import dev.kennel.measurements.Measurements;
import dev.kennel.measuring.Imatrices;
import dev.kennel.measuring.MeasureRequest;
import dev.kennel.measuring.MeasureSubmission;
import dev.kennel.portability.PortabilityRequest;
import dev.kennel.portability.PortabilitySubmission;
import dev.kennel.responses.Responses;
import dev.kennel.steering.ResponseRequest;
import dev.kennel.steering.ResponseSubmission;
import dev.kennel.steering.VectorRequest;
import dev.kennel.steering.VectorSubmission;
import dev.kennel.sweeps.SweepRequest;
import dev.kennel.sweeps.SweepSubmission;
import dev.kennel.yaml.YamlException;

/// Fills the catalog from the bundled models, as a person would: imports three, sweeps two of them through the standard
/// ladder, measures some of the first one's quants, tries two of them in other runtimes, and drives a control vector
/// through a few. What is there already from an earlier start is left as it is.
@ApplicationScoped
class Demo {

    private static final Logger LOG = Logger.getLogger("dev.kennel.demo");
    private static final String LADDER = "standard";
    private static final String ORIGIN = "Kennel, made for its demo";
    private static final String LICENCE = "apache-2.0";
    /// A few quants over the whole range: measuring all of them would take longer than a demo should.
    private static final List<String> MEASURED = List.of("IQ2_M", "Q2_K", "Q3_K_M", "IQ4_XS", "Q4_K_M", "Q6_K", "Q8_0");

    private static final List<String> TRIED = List.of("Q4_K_M", "Q8_0");

    private static final List<String> STEERED = List.of("IQ2_M", "Q2_K", "Q4_K_M");
    private static final String FEATURE = "pup-hedging";

    /// The bundled matrices were computed from it too, so the figures carry that mark.
    private static final String TEXT = "stories";

    private static final int CONTEXT = 256;
    private static final long LOOK_EVERY_MILLIS = 2_000;

    /// @param imatrix the importance matrix, for a model that is swept
    private record Sample(String owner, String name, String file, Optional<String> imatrix) {

        String repository() {
            return owner + "/" + name;
        }
    }

    private static final List<Sample> SAMPLES = List.of(
            new Sample(
                    "demo",
                    "Pup-Qwen3.5-MoE-9M",
                    "models/pup-qwen3.5-moe-9m-bf16.gguf",
                    Optional.of("imatrix/qwen3.5-moe-9m.imatrix.gguf")),
            new Sample(
                    "demo",
                    "Pup-Nemotron-H-MoE-8M",
                    "models/pup-nemotron-h-moe-8m-bf16.gguf",
                    Optional.of("imatrix/nemotron-h-moe-8m.imatrix.gguf")),
            new Sample("demo", "Pup-Llama-3M", "models/pup-llama-3m-bf16.gguf", Optional.empty()));

    private final ShippedFeatures features;
    private final Imports imports;
    private final SweepSubmission sweeps;
    private final Imatrices imatrices;
    private final MeasureSubmission measuring;
    private final PortabilitySubmission portability;
    private final VectorSubmission vectors;
    private final ResponseSubmission steering;
    private final Measurements measurements;
    private final Responses responses;
    private final Models models;
    private final Quants quants;
    private final Jobs jobs;
    private final Path directory;

    Demo(
            ShippedFeatures features,
            Imports imports,
            SweepSubmission sweeps,
            Imatrices imatrices,
            MeasureSubmission measuring,
            PortabilitySubmission portability,
            VectorSubmission vectors,
            ResponseSubmission steering,
            Measurements measurements,
            Responses responses,
            Models models,
            Quants quants,
            Jobs jobs,
            @ConfigProperty(name = "kennel.demo.directory", defaultValue = "src/main/demo") Path directory) {
        this.features = features;
        this.imports = imports;
        this.sweeps = sweeps;
        this.imatrices = imatrices;
        this.measuring = measuring;
        this.portability = portability;
        this.vectors = vectors;
        this.steering = steering;
        this.measurements = measurements;
        this.responses = responses;
        this.models = models;
        this.quants = quants;
        this.jobs = jobs;
        this.directory = directory;
    }

    /// @param address of the catalog, for people
    void start(String address) {
        Thread.ofVirtual().name("demo").start(() -> run(address));
    }

    private void run(String address) {
        try {
            features.take(directory.resolve("features"));
            for (Sample sample : SAMPLES) {
                importModel(sample);
            }
            for (Sample sample : SAMPLES) {
                if (sample.imatrix().isPresent()) {
                    sweep(sample);
                }
            }
            measure(SAMPLES.getFirst());
            tryRuntimes(SAMPLES.getFirst());
            steer(SAMPLES.getFirst());
            LOG.infof("The demo's catalog is complete: %s", address);
        } catch (Stopped e) {
            LOG.warnf("The demo stops here: %s. What is there is at %s", e.getMessage(), address);
        } catch (IOException | YamlException | RuntimeException e) {
            LOG.error("The demo could not go on", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// An import or a sweep that an earlier start began goes on by itself.
    private void awaitBegun(Sample sample) throws InterruptedException {
        List<Job> begun = QuarkusTransaction.requiringNew().call(() -> jobs.activeAbout(sample.repository()));
        for (Job job : begun) {
            await(job.id);
        }
    }

    private void importModel(Sample sample) throws IOException, InterruptedException {
        awaitBegun(sample);
        if (find(sample).isEmpty()) {
            await(imports.submit(ImportRequest.model(sample.repository(), file(sample.file()), ORIGIN, LICENCE)));
        }
        if (sample.imatrix().isPresent() && !hasImatrix(sample)) {
            String imatrix = file(sample.imatrix().get());
            await(imports.submit(ImportRequest.belonging(sample.repository(), imatrix)));
            String filename = Path.of(imatrix).getFileName().toString();
            imatrices.sayText(sample.owner(), sample.name(), filename, TEXT);
        }
    }

    private boolean hasImatrix(Sample sample) {
        Model model = find(sample).orElseThrow();
        return QuarkusTransaction.requiringNew()
                .call(() -> models.imatrix(model).isPresent());
    }

    private void sweep(Sample sample) throws IOException, InterruptedException {
        Model model = find(sample).orElseThrow();
        boolean swept =
                QuarkusTransaction.requiringNew().call(() -> !quants.of(model).isEmpty());
        if (!swept) {
            await(sweeps.submit(model.id, new SweepRequest(Optional.of(LADDER), List.of(), Optional.empty())));
        }
    }

    private void measure(Sample sample) throws IOException, InterruptedException {
        Model model = find(sample).orElseThrow();
        boolean measured = QuarkusTransaction.requiringNew()
                .call(() -> !measurements.of(model.sourceSha256).isEmpty());
        if (!measured) {
            await(measuring.submit(
                    model.id,
                    new MeasureRequest(
                            MEASURED,
                            List.of(TEXT),
                            Optional.of(CONTEXT),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(MeasureRequest.SpeedRequest.usual()),
                            Optional.empty())));
        }
    }

    private void tryRuntimes(Sample sample) throws IOException, InterruptedException {
        Model model = find(sample).orElseThrow();
        boolean tried = QuarkusTransaction.requiringNew().call(() -> quants.of(model).stream()
                .anyMatch(quant -> TRIED.contains(quant.name)
                        && !measurements
                                .portability(List.of(quant.artifact.sha256))
                                .isEmpty()));
        if (!tried) {
            await(portability.submit(sample.owner(), sample.name(), new PortabilityRequest(TRIED)));
        }
    }

    private void steer(Sample sample) throws InterruptedException {
        Model model = find(sample).orElseThrow();
        boolean extracted = QuarkusTransaction.requiringNew().call(() -> models.companions(model).stream()
                .anyMatch(companion -> companion.kind == Companion.Kind.CONTROL_VECTOR));
        if (!extracted) {
            await(vectors.submit(model.id, VectorRequest.of(FEATURE)));
        }
        boolean asked = QuarkusTransaction.requiringNew().call(() -> !responses
                .newest(model.sourceSha256, model.sourceSha256)
                .isEmpty());
        if (!asked) {
            await(steering.submit(model.id, ResponseRequest.of(List.of(FEATURE), STEERED)));
        }
    }

    private Optional<Model> find(Sample sample) {
        return QuarkusTransaction.requiringNew().call(() -> models.named(sample.owner(), sample.name()));
    }

    private String file(String name) {
        return directory.resolve(name).toAbsolutePath().normalize().toString();
    }

    /// Somebody cancelled one of its jobs, or one failed.
    private static final class Stopped extends RuntimeException {

        Stopped(String message) {
            super(message);
        }
    }

    private void await(long job) throws InterruptedException {
        while (true) {
            JobState state = QuarkusTransaction.requiringNew().call(() -> jobs.stateOf(job));
            switch (state) {
                case DONE -> {
                    return;
                }
                case FAILED, CANCELLED, DISCARDED ->
                    throw new Stopped("job %d is %s, see /jobs/%d".formatted(job, state.word(), job));
                case QUEUED, RUNNING, CANCELLING -> Thread.sleep(LOOK_EVERY_MILLIS);
            }
        }
    }
}
