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
import dev.kennel.measure.EvaluationText;
import dev.kennel.measure.LogitsShape;
import dev.kennel.measure.SpeedSettings;
import dev.kennel.measurements.ImportedLogits;
import dev.kennel.measurements.ImportedLogitsFiles;
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
    private final ImportedLogitsFiles imported;
    private final TokenCounts counts;
    private final Devices devices;
    private final MeasureConfig config;

    MeasurePlanner(
            Models models,
            Subjects subjects,
            StoredTexts texts,
            ImportedLogitsFiles imported,
            TokenCounts counts,
            Devices devices,
            MeasureConfig config) {
        this.models = models;
        this.subjects = subjects;
        this.texts = texts;
        this.imported = imported;
        this.counts = counts;
        this.devices = devices;
        this.config = config;
    }

    /// @throws dev.kennel.web.ProblemException when something is not there, or a text is too short
    MeasureOrder plan(long modelId, MeasureRequest request) throws IOException {
        Model model = QuarkusTransaction.joiningExisting().call(() -> models.findById(modelId));
        String reference = request.reference().orElse(QuantRef.BASE);
        Optional<String> logits = LogitsRef.name(reference);
        return logits.isPresent()
                ? againstLogits(model, importedLogits(model, logits.get()), request)
                : againstFile(model, reference, request);
    }

    private MeasureOrder againstFile(Model model, String name, MeasureRequest request) throws IOException {
        EvaluationSettings settings = settings(request.context(), request.chunks(), request.device());
        Subject reference = QuarkusTransaction.joiningExisting()
                .call(() -> subjects.quants(model, List.of(name)).getFirst());
        List<Subject> measured = QuarkusTransaction.joiningExisting().call(() -> measured(model, reference, request));
        var readings = new ArrayList<Reading>();
        long logits = 0;
        for (String text : chosen(request)) {
            Counted counted = reading(model, text, settings);
            Reading reading = counted.reading();
            readings.add(reading);
            logits += new LogitsShape(settings.contextLength(), counted.vocabulary(), reading.chunks()).fileBytes();
        }
        return new MeasureOrder(
                model.id,
                reference,
                measured,
                readings,
                settings,
                speed(request, settings),
                logits + largestCopy(measured));
    }

    private MeasureOrder againstLogits(Model model, ImportedLogits logits, MeasureRequest request) {
        String name = LogitsRef.of(logits.name);
        if (request.quants().equals(List.of(name))) {
            throw refused("quants", "Imported logits have no floor of their own. Choose quants to compare with them.");
        }
        if (request.texts().stream().anyMatch(text -> !text.equals(logits.textName))) {
            throw refused(
                    "texts",
                    "The logits '%s' are of %s. Leave the texts out."
                            .formatted(
                                    logits.name,
                                    logits.textName == null ? "a text of their own" : "'" + logits.textName + "'"));
        }
        if (request.context().filter(context -> context != logits.context).isPresent()) {
            throw refused(
                    "context",
                    "The logits '%s' are of chunks of %d tokens. Leave the context out, or say %d."
                            .formatted(logits.name, logits.context, logits.context));
        }
        EvaluationSettings settings = settings(Optional.of(logits.context), request.chunks(), request.device());
        List<Subject> measured =
                QuarkusTransaction.joiningExisting().call(() -> subjects.quants(model, request.quants()));
        return new MeasureOrder(
                model.id,
                new Subject(name, logits.sha256, null, logits.bytes),
                measured,
                List.of(reading(logits, settings)),
                settings,
                speed(request, settings),
                largestCopy(measured));
    }

    private static Reading reading(ImportedLogits logits, EvaluationSettings settings) {
        return new Reading(
                logits.textName == null ? logits.name : logits.textName,
                logits.textSha256 == null ? logits.tokensSha256 : logits.textSha256,
                EvaluationText.Kind.PLAIN,
                settings.chunks().map(most -> Math.min(most, logits.chunks)).orElse(logits.chunks),
                Optional.of(logits.sha256));
    }

    private ImportedLogits importedLogits(Model model, String name) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> imported.named(model.id, name))
                .orElseThrow(() -> refused(
                        "reference",
                        "There are no logits '%s' of %s. Its page of logits lists those that there are."
                                .formatted(name, model.repository.path())));
    }

    /// Bytes.
    private long largestCopy(List<Subject> measured) {
        return QuarkusTransaction.joiningExisting()
                .call(() ->
                        measured.stream().mapToLong(subjects::copyBytes).max().orElse(0));
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
                EvaluationSettings.DEFAULT_BATCH,
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
                    || repetitions > SpeedSettings.MOST_REPETITIONS
                    || Stream.of(prompt, generation, depth).anyMatch(n -> n > LONGEST_CONTEXT)) {
                throw refused(
                        "speed",
                        "pp%d, tg%d at depth %d, %d times: prompt, generation and repetitions must be 1 or more, the depth 0 or more, none above %,d, repetitions at most %d."
                                .formatted(
                                        prompt,
                                        generation,
                                        depth,
                                        repetitions,
                                        LONGEST_CONTEXT,
                                        SpeedSettings.MOST_REPETITIONS));
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
                most.map(n -> Math.min(n, full)).orElse(full),
                Optional.empty());
    }

    private static RuntimeException refused(String field, String message) {
        return Problem.unprocessable("This cannot be measured so")
                .field(field, message)
                .exception();
    }
}
