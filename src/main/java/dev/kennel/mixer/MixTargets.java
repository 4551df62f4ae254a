package dev.kennel.mixer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.blob.Sha256;
import dev.kennel.catalog.Companion;
import dev.kennel.catalog.Model;
import dev.kennel.catalog.Models;
import dev.kennel.catalog.QuantRef;
import dev.kennel.catalog.StoredFacts;
import dev.kennel.jobs.Devices;
import dev.kennel.measuring.Subject;
import dev.kennel.measuring.Subjects;
import dev.kennel.mixer.Slider.Measured;
import dev.kennel.responses.Answers;
import dev.kennel.responses.FeatureRun;
import dev.kennel.responses.Response;
import dev.kennel.responses.Responses;
import dev.kennel.steer.FeatureFigures.VectorFigures;
import dev.kennel.steer.Margins;
import dev.kennel.steer.ResponseReport.Driven;
import dev.kennel.web.Problem;

/// Finds the files that can be talked to, and what is known of steering them.
@ApplicationScoped
class MixTargets {

    private final Models models;
    private final StoredFacts facts;
    private final Subjects subjects;
    private final Responses responses;
    private final Devices devices;

    MixTargets(Models models, StoredFacts facts, Subjects subjects, Responses responses, Devices devices) {
        this.models = models;
        this.facts = facts;
        this.subjects = subjects;
        this.responses = responses;
        this.devices = devices;
    }

    /// @param model `owner/name`; null where nobody said it
    /// @param quant as [QuantRef] writes it; the base when absent
    /// @param device as a job asks for it
    /// @throws dev.kennel.web.ProblemException when there is no such file or device
    MixTarget of(String model, Optional<String> quant, Optional<String> device) {
        int slash = model == null ? -1 : model.indexOf('/');
        if (slash < 0) {
            throw Problem.badRequest("Which model is meant is not said")
                    .next("Give 'model' as owner/name.")
                    .exception();
        }
        return of(model.substring(0, slash), model.substring(slash + 1), quant.orElse(QuantRef.BASE), device);
    }

    /// @param quant as [QuantRef] writes it
    /// @param device as a job asks for it
    /// @throws dev.kennel.web.ProblemException when there is no such file or device
    MixTarget of(String owner, String name, String quant, Optional<String> device) {
        String chosen = devices.choose(device);
        return QuarkusTransaction.joiningExisting().call(() -> {
            Model model = models.require(owner, name);
            Subject file = subjects.quants(model, List.of(quant)).getFirst();
            return new MixTarget(
                    model.id,
                    model.repository.path(),
                    file,
                    Math.toIntExact(facts.of(model).blockCount()),
                    chosen,
                    sliders(model, file));
        });
    }

    /// A slider for each feature whose vector was driven through this file, or through the base at least, and is still
    /// there; by name.
    private List<Slider> sliders(Model model, Subject file) {
        Map<String, Map<String, FeatureRun>> runs =
                responses.newest(model.sourceSha256, List.of(model.sourceSha256, file.sha256()));
        Map<String, FeatureRun> known = new TreeMap<>(runs.getOrDefault(model.sourceSha256, Map.of()));
        known.putAll(runs.getOrDefault(file.sha256(), Map.of()));
        List<Companion> companions = models.companions(model);
        List<Slider> sliders = new ArrayList<>();
        for (FeatureRun run : known.values()) {
            if (run.figures().vector().isPresent()) {
                slider(run, file, companions).ifPresent(sliders::add);
            }
        }
        sliders.sort(Comparator.comparing(Slider::feature));
        return sliders;
    }

    private Optional<Slider> slider(FeatureRun run, Subject file, List<Companion> companions) {
        Response response = responses.require(run.response());
        return companions.stream()
                .filter(companion -> companion.kind == Companion.Kind.CONTROL_VECTOR
                        && companion.sha256.equals(response.vectorSha256))
                .findFirst()
                .map(vector -> slider(run, file, vector, responses.answers(response)));
    }

    private static Slider slider(FeatureRun run, Subject file, Companion vector, Answers answers) {
        VectorFigures figures = run.figures().vector().orElseThrow();
        boolean own = run.file().equals(file.sha256());
        Optional<Double> dose = run.isTheBase() && own
                ? Optional.of(1.0)
                : figures.steerability().dose();
        return new Slider(
                run.feature(),
                run.positive(),
                run.negative(),
                vector.filename,
                vector.sha256,
                new Sha256(vector.blobSha256),
                figures.unit(),
                own ? dose : Optional.empty(),
                figures.window(),
                own,
                run.response(),
                measured(answers, figures));
    }

    private static Measured measured(Answers answers, VectorFigures figures) {
        Driven driven = answers.driven().orElseThrow();
        Map<String, Double> crossTalk = new HashMap<>();
        for (int i = 0; i < answers.features().size(); i++) {
            Optional<Margins> other = driven.crossTalk().get(i);
            if (other.isPresent()) {
                crossTalk.put(answers.features().get(i), mean(other.get().slopes()));
            }
        }
        return new Measured(
                driven.margins().strengths(),
                driven.damage(),
                driven.incoherent(),
                figures.steerability().slope().value(),
                crossTalk);
    }

    private static double mean(double[] numbers) {
        double sum = 0;
        for (double number : numbers) {
            sum += number;
        }
        return sum / numbers.length;
    }
}
