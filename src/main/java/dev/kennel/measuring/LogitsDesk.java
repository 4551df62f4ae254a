package dev.kennel.measuring;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.blob.Sha256;
import dev.kennel.blob.Staged;
import dev.kennel.catalog.Model;
import dev.kennel.catalog.ModelPaths;
import dev.kennel.jobs.WorkerFactory;
import dev.kennel.measure.CheckLogitsTask;
import dev.kennel.measure.EvaluationText;
import dev.kennel.measure.LogitsChecked;
import dev.kennel.measurements.ImportedLogits;
import dev.kennel.measurements.ImportedLogitsFiles;
import dev.kennel.measurements.StoredText;
import dev.kennel.measurements.StoredTexts;
import dev.kennel.store.BlobStore;
import dev.kennel.web.Problem;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.WorkerDied;
import dev.kennel.worker.WorkerListener;
import dev.kennel.worker.WorkerProcess;

/// Takes in logits that were computed elsewhere, once they are seen to fit the model.
@ApplicationScoped
class LogitsDesk {

    private final ImportedLogitsFiles imported;
    private final StoredTexts texts;
    private final ModelPaths paths;
    private final BlobStore store;
    private final WorkerFactory workers;
    private final MeasureConfig config;
    private final Clock clock;

    LogitsDesk(
            ImportedLogitsFiles imported,
            StoredTexts texts,
            ModelPaths paths,
            BlobStore store,
            WorkerFactory workers,
            MeasureConfig config,
            Clock clock) {
        this.imported = imported;
        this.texts = texts;
        this.paths = paths;
        this.store = store;
        this.workers = workers;
        this.config = config;
        this.clock = clock;
    }

    /// What a person says of logits.
    ///
    /// @param text name of the stored text that they are of
    /// @param origin who computed them, with what
    record Description(String name, Optional<String> text, Optional<String> origin) {}

    /// Adds logits. The same bytes under the same name change nothing.
    ///
    /// @throws dev.kennel.web.ProblemException when they do not fit the model or the text, or the name is taken
    ImportedLogits add(Model model, Description description, InputStream content) throws IOException {
        StoredName.fault(description.name()).ifPresent(fault -> {
            throw refused("name", fault);
        });
        Optional<StoredText> text = description.text().map(this::requireText);
        Staged staged = stage(content);
        try {
            LogitsChecked checked = check(model, staged.path(), text);
            return IncomingFile.enter(store, staged, () -> row(model, description, text, staged, checked));
        } finally {
            Files.deleteIfExists(staged.path());
        }
    }

    /// @throws dev.kennel.web.ProblemException when there are none of that name
    void delete(Model model, String name) {
        QuarkusTransaction.joiningExisting().run(() -> {
            ImportedLogits logits = imported.named(model.id, name)
                    .orElseThrow(() -> Problem.notFound("There are no logits '" + name + "'")
                            .next("The page of " + model.repository.path() + "'s logits lists those that there are.")
                            .exception());
            imported.deleteById(logits.id);
        });
    }

    private StoredText requireText(String name) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> texts.named(name))
                .orElseThrow(() -> refused("text", "There is no text '" + name + "'. Add it first, or name none."));
    }

    private Staged stage(InputStream content) throws IOException {
        try {
            return IncomingFile.stage(store.files(), content, Long.MAX_VALUE);
        } catch (IncomingFile.TooLarge never) {
            throw new IllegalStateException(never);
        }
    }

    private LogitsChecked check(Model model, Path logits, Optional<StoredText> text) throws IOException {
        List<Path> shards = QuarkusTransaction.joiningExisting().call(() -> paths.shards(model));
        var task = new CheckLogitsTask(shards, logits, text.map(this::file));
        try (WorkerProcess worker = workers.start(config.countPatience())) {
            return worker.run(task, WorkerListener.deaf());
        } catch (TaskFailure e) {
            throw refused("file", e.getMessage().replace(logits.toString(), "The file"));
        } catch (WorkerDied e) {
            throw Problem.unprocessable("llama.cpp ended while it looked at the logits")
                    .because(e.getMessage())
                    .next("Look at the machine's page.")
                    .exception();
        }
    }

    private EvaluationText file(StoredText text) {
        return new EvaluationText(store.files().path(new Sha256(text.sha256)), text.kind);
    }

    private ImportedLogits row(
            Model model, Description description, Optional<StoredText> text, Staged staged, LogitsChecked checked) {
        Optional<ImportedLogits> known = imported.named(model.id, description.name());
        if (known.isPresent()) {
            if (!known.get().sha256.equals(staged.sha256().hex())) {
                throw Problem.conflict("There are other logits named '" + description.name() + "'")
                        .because("Figures that were measured against them name them so.")
                        .next("Choose another name.")
                        .exception();
            }
            return known.get();
        }
        var logits = new ImportedLogits();
        logits.modelId = model.id;
        logits.name = description.name();
        logits.sha256 = staged.sha256().hex();
        logits.bytes = staged.bytes();
        logits.context = checked.shape().contextLength();
        logits.chunks = checked.shape().chunks();
        logits.vocabulary = checked.shape().vocabulary();
        logits.tokensSha256 = checked.tokensSha256();
        logits.textName = text.map(found -> found.name).orElse(null);
        logits.textSha256 = text.map(found -> found.sha256).orElse(null);
        logits.origin = description.origin().orElse(null);
        logits.createdAt = clock.instant();
        imported.persist(logits);
        return logits;
    }

    private static RuntimeException refused(String field, String message) {
        return Problem.unprocessable("These logits cannot be taken")
                .field(field, message)
                .exception();
    }
}
