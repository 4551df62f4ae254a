package dev.kennel.bundles;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.Sha256;
import dev.kennel.bundle.BundleFormat;
import dev.kennel.bundle.BundleManifest.Steering;
import dev.kennel.bundle.KnownAnswers;
import dev.kennel.bundle.KnownAnswers.FeatureProbes;
import dev.kennel.bundle.ZipPart;
import dev.kennel.bundles.BundlePlan.Steered;
import dev.kennel.catalog.CardFolder;
import dev.kennel.catalog.Quant;
import dev.kennel.catalog.StoredFacts;
import dev.kennel.gguf.ControlVectorWriter;
import dev.kennel.gguf.ModelFacts;
import dev.kennel.measurements.Measurement;
import dev.kennel.measurements.Measurements;
import dev.kennel.measuring.FullMeasurements;
import dev.kennel.provenance.Statements;
import dev.kennel.responses.Responses;
import dev.kennel.steer.Margins;
import dev.kennel.steer.ProbePair;
import dev.kennel.steer.ScaledVector;

/// What is in a bundle beside the quant and its vectors; all of it is small. Called in a transaction.
@ApplicationScoped
class BundleContent {

    private final BundleTexts texts;
    private final Statements statements;
    private final Measurements measurements;
    private final FullMeasurements full;
    private final Responses responses;
    private final StoredFacts facts;
    private final BlobFiles blobs;
    private final ObjectWriter json;

    BundleContent(
            BundleTexts texts,
            Statements statements,
            Measurements measurements,
            FullMeasurements full,
            Responses responses,
            StoredFacts facts,
            BlobFiles blobs,
            ObjectMapper json) {
        this.texts = texts;
        this.statements = statements;
        this.measurements = measurements;
        this.full = full;
        this.responses = responses;
        this.facts = facts;
        this.blobs = blobs;
        this.json = json.writerWithDefaultPrettyPrinter();
    }

    /// @param file name of the quant's file in it
    List<ZipPart> of(BundlePlan plan, String file) throws IOException {
        List<ZipPart> parts = new ArrayList<>();
        if (plan.java().loads()) {
            if (!plan.steered().isEmpty()) {
                parts.add(ZipPart.bytes(BundleFormat.JLLAMA_VECTOR, summed(plan)));
            }
            parts.add(ZipPart.text(BundleFormat.JAVA, BundleTexts.java(plan, file)));
        }
        parts.add(ZipPart.text(BundleFormat.README, texts.readme(plan, file)));
        parts.add(ZipPart.script(BundleFormat.SCRIPT, BundleTexts.script(plan, file)));
        parts.add(ZipPart.text(BundleFormat.PROBES, BundleFormat.write(answers(plan))));
        parts.add(ZipPart.text(BundleFormat.PROVENANCE, written(statements.of(plan.quant()))));
        parts.addAll(measured(plan.quant()));
        return parts;
    }

    /// All vectors as one, each multiplied by its factor.
    private byte[] summed(BundlePlan plan) throws IOException {
        List<ScaledVector> vectors = plan.steered().stream()
                .map(steered -> new ScaledVector(
                        blobs.path(new Sha256(
                                steered.candidate().parts().orElseThrow().vector().blobSha256)),
                        steered.steering().strength()))
                .toList();
        var keys = new TreeMap<String, String>();
        for (Steering steering : plan.steering()) {
            keys.put(
                    "kennel.bundle.factor." + steering.feature(),
                    BundleTexts.factor(steering.strength()) + " x " + steering.vectorSha256());
        }
        ModelFacts model = facts.of(plan.quant().model);
        return ControlVectorWriter.bytes(
                model.architecture(), Math.toIntExact(model.blockCount()), keys, ScaledVector.sum(vectors));
    }

    private KnownAnswers answers(BundlePlan plan) {
        return KnownAnswers.of(plan.steered().stream().map(this::probes).toList());
    }

    private FeatureProbes probes(Steered steered) {
        Candidate.Parts parts = steered.candidate().parts().orElseThrow();
        Margins margins =
                responses.answers(parts.response()).driven().orElseThrow().margins();
        return FeatureProbes.of(
                steered.steering().feature(),
                steered.steering().vector(),
                ProbePair.of(parts.version().feature().probes()),
                margins,
                steered.steering().unit(),
                steered.steering().units());
    }

    /// What the card leads to.
    private List<ZipPart> measured(Quant quant) {
        return measurements.of(quant.artifact.sha256).stream().map(this::part).toList();
    }

    private ZipPart part(Measurement measurement) {
        return ZipPart.text(CardFolder.measurement(measurement.id), written(full.json(measurement)));
    }

    private String written(Object value) {
        try {
            return json.writeValueAsString(value) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(value + " cannot be written as JSON", e);
        }
    }
}
