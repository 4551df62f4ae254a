package dev.kennel.steering;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.blob.BlobFiles;
import dev.kennel.catalog.Companion;
import dev.kennel.catalog.Model;
import dev.kennel.feature.Feature;
import dev.kennel.features.FeatureVersion;
import dev.kennel.features.Features;
import dev.kennel.jobs.Devices;
import dev.kennel.measuring.MeasureConfig;
import dev.kennel.measuring.Subject;
import dev.kennel.measuring.Subjects;
import dev.kennel.steer.ProbedFeature;
import dev.kennel.steer.ResponseSettings;
import dev.kennel.steer.ResponseTask;
import dev.kennel.steering.ResponseOrder.Ask;
import dev.kennel.steering.ResponseOrder.Vector;
import dev.kennel.web.Problem;

/// Resolves what a person asks to have found out about steering.
@ApplicationScoped
class ResponsePlanner {

    private final Features features;
    private final Vectors vectors;
    private final Subjects subjects;
    private final Devices devices;
    private final MeasureConfig config;
    private final BlobFiles blobs;

    ResponsePlanner(
            Features features,
            Vectors vectors,
            Subjects subjects,
            Devices devices,
            MeasureConfig config,
            BlobFiles blobs) {
        this.features = features;
        this.vectors = vectors;
        this.subjects = subjects;
        this.devices = devices;
        this.config = config;
        this.blobs = blobs;
    }

    /// @throws dev.kennel.web.ProblemException when it names what is not there
    ResponseOrder plan(Model model, ResponseRequest request) throws IOException {
        if (request.features().isEmpty()) {
            throw refused("features", "Choose at least one feature.");
        }
        List<Companion> kept = vectors.of(model.repository.owner, model.repository.name);
        Map<String, FeatureVersion> chosen = chosen(request);
        var asks = new ArrayList<Ask>();
        var asked = new ArrayList<ProbedFeature>();
        for (FeatureVersion version : chosen.values()) {
            Optional<Companion> vector = vector(request, version, kept);
            requireBenign(version.feature(), vector);
            asks.add(new Ask(
                    version.name,
                    version.digest,
                    version.feature().poles(),
                    vector.map(found -> new Vector(found.filename, found.sha256, found.blobSha256))));
            asked.add(ProbedFeature.of(version.feature()));
        }
        var settings = new ResponseSettings(
                ResponseSettings.STRENGTHS,
                ResponseSettings.DEFAULT_TOGETHER,
                config.threadsInUse(),
                devices.choose(request.device()));
        Subject base = subjects.base(model);
        List<Subject> quants = subjects.quants(model, request.quants()).stream()
                .filter(quant -> !quant.sha256().equals(base.sha256()))
                .toList();
        List<Integer> driven = new ArrayList<>();
        for (int i = 0; i < asks.size(); i++) {
            if (asks.get(i).vector().isPresent()) {
                driven.add(i);
            }
        }
        long pairs = ResponseTask.pairs(asked, driven, settings.strengths().size());
        return new ResponseOrder(model.id, model.repository.path(), base, quants, asks, settings, pairs);
    }

    /// The features that are asked about, by their names in lower case.
    private Map<String, FeatureVersion> chosen(ResponseRequest request) {
        Map<String, FeatureVersion> chosen = new LinkedHashMap<>();
        for (String name : request.features()) {
            FeatureVersion version = features.current(name)
                    .orElseThrow(() -> refused("features", "There is no feature '" + name + "'."));
            chosen.put(key(version.name), version);
        }
        request.vectors().keySet().stream()
                .filter(name -> !chosen.containsKey(key(name)))
                .findFirst()
                .ifPresent(name -> {
                    throw refused("vectors", "'" + name + "' is none of the features that are asked about.");
                });
        return chosen;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private Optional<Companion> vector(ResponseRequest request, FeatureVersion feature, List<Companion> kept)
            throws IOException {
        String asked = request.vectors().entrySet().stream()
                .filter(entry -> key(entry.getKey()).equals(key(feature.name)))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
        if (asked == null) {
            return usual(feature.name, kept);
        }
        if (asked.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(kept.stream()
                .filter(vector -> vector.filename.equals(asked))
                .findFirst()
                .orElseThrow(() -> refused(
                        "vectors",
                        "There is no control vector '" + asked + "' beside this model. Extract or import it first.")));
    }

    /// The vector that was last extracted for a feature.
    Optional<Companion> usual(String feature, List<Companion> kept) {
        return kept.stream()
                .sorted(Comparator.comparing((Companion companion) -> companion.id)
                        .reversed())
                .filter(vector ->
                        feature.equalsIgnoreCase(vectors.summary(vector).facts().get(VectorFacts.FEATURE)))
                .findFirst();
    }

    /// Without them nobody could tell how strong a unit is.
    private static void requireBenign(Feature feature, Optional<Companion> vector) {
        if (vector.isPresent() && feature.benign().isEmpty()) {
            throw refused(
                    "features",
                    "'%s' has no benign texts, on which the damage of a vector is measured. Add some to it, or ask without a vector."
                            .formatted(feature.name()));
        }
    }

    private static RuntimeException refused(String field, String message) {
        return Problem.unprocessable("Responses cannot be measured so")
                .field(field, message)
                .exception();
    }
}
