package dev.kennel.measuring;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.Sha256;
import dev.kennel.catalog.Model;
import dev.kennel.catalog.ModelPaths;
import dev.kennel.jobs.WorkerFactory;
import dev.kennel.measure.CountTokensTask;
import dev.kennel.measure.EvaluationText;
import dev.kennel.measure.TokensCounted;
import dev.kennel.measurements.StoredText;
import dev.kennel.measurements.StoredTexts;
import dev.kennel.measurements.TokenCount;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.WorkerDied;
import dev.kennel.worker.WorkerListener;
import dev.kennel.worker.WorkerProcess;

/// How many tokens texts have for models: from what was counted before, or by asking llama.cpp in a worker.
@ApplicationScoped
class TokenCounts {

    private final StoredTexts texts;
    private final ModelPaths paths;
    private final BlobFiles blobs;
    private final WorkerFactory workers;
    private final MeasureConfig config;
    private final Semaphore turns = new Semaphore(1);

    TokenCounts(StoredTexts texts, ModelPaths paths, BlobFiles blobs, WorkerFactory workers, MeasureConfig config) {
        this.texts = texts;
        this.paths = paths;
        this.blobs = blobs;
        this.workers = workers;
        this.config = config;
    }

    /// @throws TaskFailure when the model cannot read the text
    TokenCount of(Model model, StoredText text) throws TaskFailure, WorkerDied, IOException {
        Optional<TokenCount> known =
                QuarkusTransaction.joiningExisting().call(() -> texts.tokens(model.sourceSha256, text.sha256));
        return known.isPresent() ? known.get() : count(model, text);
    }

    private TokenCount count(Model model, StoredText text) throws TaskFailure, WorkerDied, IOException {
        List<Path> shards = QuarkusTransaction.joiningExisting().call(() -> paths.shards(model));
        TokensCounted counted = ask(new CountTokensTask(shards, file(text)));
        var count = new TokenCount();
        count.key = new TokenCount.Key(model.sourceSha256, text.sha256);
        count.tokens = counted.tokens();
        count.vocabulary = counted.vocabulary();
        QuarkusTransaction.joiningExisting().run(() -> texts.note(count));
        return count;
    }

    private TokensCounted ask(CountTokensTask task) throws TaskFailure, WorkerDied, IOException {
        turns.acquireUninterruptibly();
        try (WorkerProcess worker = workers.start(config.countPatience())) {
            return worker.run(task, WorkerListener.deaf());
        } finally {
            turns.release();
        }
    }

    private EvaluationText file(StoredText text) {
        return new EvaluationText(blobs.path(new Sha256(text.sha256)), text.kind);
    }
}
