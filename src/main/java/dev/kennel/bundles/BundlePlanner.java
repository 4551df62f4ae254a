package dev.kennel.bundles;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.Sha256;
import dev.kennel.blob.VirtualFile;
import dev.kennel.bundle.BundleFormat;
import dev.kennel.bundle.BundleManifest.Measured;
import dev.kennel.bundle.BundleManifest.Steering;
import dev.kennel.bundles.BundlePlan.JavaUse;
import dev.kennel.bundles.BundlePlan.Steered;
import dev.kennel.catalog.Companion;
import dev.kennel.catalog.Model;
import dev.kennel.catalog.Models;
import dev.kennel.catalog.Quant;
import dev.kennel.catalog.QuantRef;
import dev.kennel.catalog.Quants;
import dev.kennel.catalog.Repository;
import dev.kennel.gguf.ControlVectorFile;
import dev.kennel.hub.Downloads;
import dev.kennel.hub.Downloads.Found;
import dev.kennel.hub.ServedFile;
import dev.kennel.measure.ModelRuntime;
import dev.kennel.measurements.Environment;
import dev.kennel.measurements.Measurements;
import dev.kennel.measurements.Portability;
import dev.kennel.measurements.TrialRun;
import dev.kennel.responses.Responses;
import dev.kennel.steer.FeatureFigures.VectorFigures;
import dev.kennel.web.Problem;

/// Resolves what a person wants in a bundle. Called in a transaction.
@ApplicationScoped
class BundlePlanner {

    /// Digits of a vector's factor: more than a 32-bit float of llama.cpp's tells apart is of no use.
    private static final MathContext FACTOR = new MathContext(6);

    private static final String FACTS = "kennel.vector.";
    private static final URI NOWHERE = URI.create("http://localhost/");

    private final Models models;
    private final Quants quants;
    private final Candidates candidates;
    private final Responses responses;
    private final Measurements measurements;
    private final Downloads downloads;
    private final BlobFiles blobs;

    BundlePlanner(
            Models models,
            Quants quants,
            Candidates candidates,
            Responses responses,
            Measurements measurements,
            Downloads downloads,
            BlobFiles blobs) {
        this.models = models;
        this.quants = quants;
        this.candidates = candidates;
        this.responses = responses;
        this.measurements = measurements;
        this.downloads = downloads;
        this.blobs = blobs;
    }

    /// @throws dev.kennel.web.ProblemException when it names what is not there, or what was not measured
    BundlePlan plan(BundleRequest request) throws IOException {
        Model model = models.require(request.owner(), request.name());
        Quant quant = quant(model, request.quant());
        List<Candidate> all = candidates.of(quant);
        SortedMap<String, Double> settings = new TreeMap<>();
        List<Candidate> chosen = new ArrayList<>();
        request.settings().forEach((feature, setting) -> {
            Candidate candidate = chosen(model, quant, feature, all);
            settings.put(candidate.feature(), setting);
            chosen.add(candidate);
        });
        var named =
                new BundleRequest(model.repository.owner, model.repository.name, QuantRef.of(model, quant), settings);
        List<Steered> steered = new ArrayList<>();
        for (Candidate candidate : chosen) {
            steered.add(steered(model, candidate, settings.get(candidate.feature())));
        }
        return new BundlePlan(
                named, quant, file(quant.repository, quant.filename), all, List.copyOf(steered), java(quant));
    }

    private Quant quant(Model model, String ref) {
        return quants.of(model).stream()
                .filter(quant -> QuantRef.of(model, quant).equalsIgnoreCase(ref))
                .findFirst()
                .orElseThrow(() -> Problem.notFound(model.repository.path() + " has no quant " + ref)
                        .next("The page of " + model.repository.path() + " lists those that are there.")
                        .exception());
    }

    private static Candidate chosen(Model model, Quant quant, String feature, List<Candidate> all) {
        Candidate found = all.stream()
                .filter(candidate -> candidate.feature().equalsIgnoreCase(feature))
                .findFirst()
                .orElseThrow(() -> BundleRequest.refused(
                        feature,
                        "%s and its base have not been asked about '%s' yet. Measure it first: /%s/responses."
                                .formatted(quant.name, feature, model.repository.path())));
        found.obstacle().ifPresent(why -> {
            throw BundleRequest.refused(feature, why);
        });
        return found;
    }

    private Steered steered(Model model, Candidate candidate, double setting) throws IOException {
        Candidate.Parts parts = candidate.parts().orElseThrow();
        Companion vector = parts.vector();
        VectorFigures figures = parts.figures();
        Environment environment = responses.environment(parts.response());
        var measured = new Measured(
                parts.response().id,
                parts.response().measuredAt.toString(),
                environment.llamaCpp(),
                environment.cpuVariant(),
                environment.device());
        return new Steered(
                candidate,
                file(model.repository, vector.filename),
                new Steering(
                        candidate.feature(),
                        parts.response().featureSha256,
                        candidate.run().positive(),
                        candidate.run().negative(),
                        BundleFormat.vector(candidate.feature()),
                        vector.sha256,
                        ControlVectorFile.read(blobs.path(new Sha256(vector.blobSha256)))
                                .facts(FACTS),
                        setting,
                        parts.dose(),
                        figures.steerability().retention(),
                        figures.unit(),
                        new BigDecimal(setting * parts.dose() * figures.unit(), FACTOR).doubleValue(),
                        figures.window(),
                        measured));
    }

    private VirtualFile file(Repository repository, String path) {
        Found found = downloads.find(repository.owner, repository.name, "main", path, NOWHERE);
        return switch (found) {
            case Found.File(ServedFile served) -> served.file();
            case Found.File _ ->
                throw new IllegalStateException(path + " of " + repository.path() + " is made when it is asked for");
            case Found.Gone(String reason) -> throw Problem.gone(reason).exception();
            case Found.Incomplete(String lost, String remedy) ->
                throw Problem.of(503, "The file is incomplete")
                        .because("The store has lost a part of " + lost + ".")
                        .next(remedy)
                        .kind("incomplete-file")
                        .exception();
            case Found.Absent absent -> throw Problem.notFound(absent.reason()).exception();
        };
    }

    private JavaUse java(Quant quant) {
        return measurements
                .portability(Set.of(quant.artifact.sha256))
                .getOrDefault(quant.artifact.sha256, Portability.UNKNOWN)
                .newest(ModelRuntime.JLLAMA)
                .map(TrialRun::trial)
                .map(trial -> trial.runs()
                        ? new JavaUse(true, "jllama 4.2.0 was tried with this quant, and runs it.")
                        : new JavaUse(
                                false,
                                "jllama 4.2.0 was tried with this quant: "
                                        + trial.words().toLowerCase(Locale.ROOT) + ", " + trial.reason()))
                .orElse(new JavaUse(
                        false, "jllama was not tried with this quant; the quant’s page has a button for that."));
    }
}
