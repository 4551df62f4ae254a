package dev.kennel.steering;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.blob.DiskFullException;
import dev.kennel.blob.Sha256;
import dev.kennel.catalog.Model;
import dev.kennel.catalog.Models;
import dev.kennel.catalog.QuantRef;
import dev.kennel.catalog.StoredFacts;
import dev.kennel.gguf.ModelFacts;
import dev.kennel.jobs.Devices;
import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobFlow;
import dev.kennel.jobs.Work;
import dev.kennel.measurements.StoredText;
import dev.kennel.measurements.StoredTexts;
import dev.kennel.measuring.MeasureConfig;
import dev.kennel.measuring.Subject;
import dev.kennel.measuring.Subjects;
import dev.kennel.steer.ActivationFormat;
import dev.kennel.steering.ActivationOrder.Text;
import dev.kennel.store.BlobStore;
import dev.kennel.web.Problem;

/// Accepts jobs that capture activations.
@ApplicationScoped
class ActivationSubmission {

    private static final int USUAL_TOKENS = 512;
    private static final int MOST_TOKENS = 65_536;
    private static final int LONGEST_PROMPT = 100_000;

    private final Models models;
    private final StoredFacts facts;
    private final StoredTexts texts;
    private final Subjects subjects;
    private final Devices devices;
    private final MeasureConfig config;
    private final JobFlow flow;
    private final BlobStore store;
    private final ObjectMapper json;

    ActivationSubmission(
            Models models,
            StoredFacts facts,
            StoredTexts texts,
            Subjects subjects,
            Devices devices,
            MeasureConfig config,
            JobFlow flow,
            BlobStore store,
            ObjectMapper json) {
        this.models = models;
        this.facts = facts;
        this.texts = texts;
        this.subjects = subjects;
        this.devices = devices;
        this.config = config;
        this.flow = flow;
        this.store = store;
        this.json = json;
    }

    /// @return the job's id
    /// @throws dev.kennel.web.ProblemException when it names what is not there, or the disk is too small
    long submit(long modelId, ActivationRequest request) {
        return QuarkusTransaction.requiringNew().call(() -> {
            Model model = models.findById(modelId);
            ActivationOrder order = order(model, request);
            requireSpace(order, facts.of(model));
            return create(order).id;
        });
    }

    private ActivationOrder order(Model model, ActivationRequest request) {
        Optional<String> prompt = request.prompt().filter(words -> !words.isBlank());
        Optional<String> name = request.text().filter(text -> !text.isBlank());
        if (prompt.isPresent() == name.isPresent()) {
            throw refused("text", "Give either a text or a prompt.");
        }
        prompt.filter(words -> words.length() > LONGEST_PROMPT).ifPresent(_ -> {
            throw refused("prompt", "It is longer than %,d characters. Add it as a text.".formatted(LONGEST_PROMPT));
        });
        int tokens = request.tokens().orElse(USUAL_TOKENS);
        if (tokens < 1 || tokens > MOST_TOKENS) {
            throw refused("tokens", "%d is not between 1 and %,d.".formatted(tokens, MOST_TOKENS));
        }
        String quant = request.quant().filter(ref -> !ref.isBlank()).orElse(QuantRef.BASE);
        Subject file = subjects.quants(model, List.of(quant)).getFirst();
        return new ActivationOrder(
                model.id,
                model.repository.path(),
                file,
                name.map(this::text),
                prompt,
                tokens,
                request.format().map(ActivationSubmission::format).orElse(ActivationFormat.RAW),
                config.threadsInUse(),
                devices.choose(request.device()));
    }

    private Text text(String name) {
        StoredText text = texts.named(name).orElseThrow(() -> refused("text", "There is no text '" + name + "'."));
        return new Text(text.name, text.sha256);
    }

    private static ActivationFormat format(String word) {
        return Arrays.stream(ActivationFormat.values())
                .filter(format -> format.name().equalsIgnoreCase(word.strip()))
                .findFirst()
                .orElseThrow(() -> refused(
                        "format", "'%s' is none of raw, safetensors.".formatted(word.toLowerCase(Locale.ROOT))));
    }

    private void requireSpace(ActivationOrder order, ModelFacts model) {
        long numbers =
                order.tokens() * model.blockCount() * model.embeddingLength().orElse(0);
        try {
            store.files().reserve().require(numbers * Float.BYTES + subjects.copyBytes(order.file()));
        } catch (DiskFullException e) {
            throw Problem.insufficientStorage("The disk is too small for these activations")
                    .because(e.getMessage())
                    .next("Free some space, or read fewer tokens.")
                    .exception();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Job create(ActivationOrder order) {
        String title = "Capturing activations of " + order.model()
                + (order.file().name().equals(QuantRef.BASE)
                        ? ""
                        : ", " + order.file().name());
        Job job = flow.submit(ActivationJob.NAME, title, order.model(), json.valueToTree(order));
        order.text()
                .ifPresent(text -> flow.hold(
                        job,
                        Set.of(new Sha256(text.sha256())),
                        Problem.unprocessable("The store lost the text " + text.name())
                                .next("Add it again.")));
        flow.open(job, ActivationStage.NAME, List.of(new Work(json.createObjectNode(), order.tokens())));
        return job;
    }

    private static RuntimeException refused(String field, String message) {
        return Problem.unprocessable("These activations cannot be captured")
                .field(field, message)
                .exception();
    }
}
