package dev.kennel.measuring;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.catalog.Model;
import dev.kennel.catalog.Models;
import dev.kennel.catalog.QuantRef;
import dev.kennel.jobs.Devices;
import dev.kennel.measure.EvaluationSettings;
import dev.kennel.measure.LogitsShape;
import dev.kennel.measure.SpeedSettings;
import dev.kennel.measurements.StoredText;
import dev.kennel.measurements.StoredTexts;
import dev.kennel.measurements.TokenCount;
import dev.kennel.measuring.MeasureOrder.Reading;
import dev.kennel.web.Problem;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.WorkerDied;

/// Turns a request into an order: finds everything it names, counts the texts' tokens, and says how much disk it takes.
@ApplicationScoped
class MeasurePlanner {

    private static final int SHORTEST_CONTEXT = 16;
    private static final int LONGEST_CONTEXT = 1 << 20;

    private final Models models;
    private final Subjects subjects;
    private final StoredTexts texts;
    private final TokenCounts counts;
    private final Devices devices;
    private final MeasureConfig config;

    MeasurePlanner(
            Models models,
            Subjects subjects,
            StoredTexts texts,
            TokenCounts counts,
            Devices devices,
            MeasureConfig config) {
        this.models = models;
        this.subjects = subjects;
        this.texts = texts;
        this.counts = counts;
        this.devices = devices;
        this.config = config;
    }

    /// @throws dev.kennel.web.ProblemException when something is not there, or a text is too short
    MeasureOrder plan(long modelId, MeasureRequest request) throws IOException {
        EvaluationSettings settings = settings(request.context(), request.chunks(), request.device());
        Model model = QuarkusTransaction.joiningExisting().call(() -> models.findById(modelId));
        Subject reference = QuarkusTransaction.joiningExisting().call(() -> reference(model, request));
        List<Subject> measured = QuarkusTransaction.joiningExisting().call(() -> measured(model, reference, request));
        var readings = new ArrayList<Reading>();
        long logits = 0;
        for (String text : chosen(request)) {
            Counted counted = reading(model, text, settings);
            Reading reading = counted.reading();
            readings.add(reading);
            logits += new LogitsShape(settings.contextLength(), counted.vocabulary(), reading.chunks()).fileBytes();
        }
        long copy = QuarkusTransaction.joiningExisting()
                .call(() ->
                        measured.stream().mapToLong(subjects::copyBytes).max().orElse(0));
        return new MeasureOrder(
                modelId, reference, measured, readings, settings, speed(request, settings), logits + copy);
    }

    /// @param asked tokens in a chunk
    /// @param chunks at most
    /// @param device that is asked for
    EvaluationSettings settings(Optional<Integer> asked, Optional<Integer> chunks, Optional<String> device) {
        int context = asked.orElse(EvaluationSettings.DEFAULT_CONTEXT);
        if (context < SHORTEST_CONTEXT || context > LONGEST_CONTEXT) {
            throw refused(
                    "context",
                    "%d is not between %d and %,d tokens.".formatted(context, SHORTEST_CONTEXT, LONGEST_CONTEXT));
        }
        if (chunks.filter(most -> most < 1).isPresent()) {
            throw refused("chunks", chunks.get() + " is not 1 or more. Leave it out for the whole text.");
        }
        return new EvaluationSettings(
                context,
                Math.max(EvaluationSettings.DEFAULT_BATCH, context),
                EvaluationSettings.DEFAULT_MICRO_BATCH,
                chunks,
                config.threadsInUse(),
                devices.choose(device));
    }

    private static Optional<SpeedSettings> speed(MeasureRequest request, EvaluationSettings settings) {
        return request.speed().map(asked -> {
            int prompt = asked.prompt().orElse(SpeedSettings.DEFAULT_PROMPT);
            int generation = asked.generation().orElse(SpeedSettings.DEFAULT_GENERATION);
            int depth = asked.depth().orElse(0);
            int repetitions = asked.repetitions().orElse(SpeedSettings.DEFAULT_REPETITIONS);
            if (prompt < 1
                    || generation < 1
                    || depth < 0
                    || repetitions < 1
                    || Stream.of(prompt, generation, depth, repetitions).anyMatch(n -> n > LONGEST_CONTEXT)) {
                throw refused(
                        "speed",
                        "pp%d, tg%d at depth %d, %d times: all must be 1 or more, the depth 0 or more."
                                .formatted(prompt, generation, depth, repetitions));
            }
            return new SpeedSettings(
                    prompt,
                    generation,
                    depth,
                    repetitions,
                    EvaluationSettings.DEFAULT_BATCH,
                    EvaluationSettings.DEFAULT_MICRO_BATCH,
                    settings.threads(),
                    settings.device());
        });
    }

    private Subject reference(Model model, MeasureRequest request) {
        String name = request.reference().orElse(QuantRef.BASE);
        return subjects.quants(model, List.of(name)).getFirst();
    }

    /// The reference first: what it differs from its own stored logits is the floor.
    private List<Subject> measured(Model model, Subject reference, MeasureRequest request) {
        var measured = new ArrayList<Subject>();
        measured.add(reference);
        subjects.quants(model, request.quants()).stream()
                .filter(quant -> !quant.sha256().equals(reference.sha256()))
                .forEach(measured::add);
        return measured;
    }

    private static List<String> chosen(MeasureRequest request) {
        if (request.texts().isEmpty() && request.speed().isEmpty()) {
            throw refused("texts", "Choose at least one text, or ask for speed.");
        }
        return request.texts().stream().distinct().toList();
    }

    /// A text with what will be read of it.
    ///
    /// @param vocabulary tokens that the model knows
    record Counted(Reading reading, int vocabulary) {}

    /// @param name of a text
    /// @throws dev.kennel.web.ProblemException when it is not there, or too short
    Counted reading(Model model, String name, EvaluationSettings settings) throws IOException {
        StoredText text = QuarkusTransaction.joiningExisting()
                .call(() -> texts.named(name))
                .orElseThrow(() -> refused("texts", "There is no text '" + name + "'."));
        TokenCount count = count(model, text);
        return new Counted(reading(text, count, settings), count.vocabulary);
    }

    private TokenCount count(Model model, StoredText text) throws IOException {
        try {
            return counts.of(model, text);
        } catch (TaskFailure e) {
            throw Problem.unprocessable("The model cannot read the text '" + text.name + "'")
                    .because(e.getMessage())
                    .next("Choose another text.")
                    .exception();
        } catch (WorkerDied e) {
            throw Problem.unprocessable("llama.cpp ended while it read the text '" + text.name + "'")
                    .because(e.getMessage())
                    .next("Choose another text, or look at the machine's page.")
                    .exception();
        }
    }

    private static Reading reading(StoredText text, TokenCount count, EvaluationSettings settings) {
        int full = count.tokens / settings.contextLength();
        if (full == 0) {
            throw refused(
                    "texts",
                    "'%s' has %,d tokens for this model and a chunk takes %,d. Choose a longer text or a shorter context."
                            .formatted(text.name, count.tokens, settings.contextLength()));
        }
        Optional<Integer> most = settings.chunks();
        return new Reading(
                text.name,
                text.sha256,
                text.kind,
                most.map(n -> Math.min(n, full)).orElse(full));
    }

    private static RuntimeException refused(String field, String message) {
        return Problem.unprocessable("This cannot be measured so")
                .field(field, message)
                .exception();
    }
}
