package dev.kennel.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.kennel.device.Answer;
import dev.kennel.device.AnswerTask;
import dev.kennel.measure.BaseLogitsTask;
import dev.kennel.measure.EvaluationSettings;
import dev.kennel.measure.EvaluationText;
import dev.kennel.measure.ImatrixTask;
import dev.kennel.measure.Quality;
import dev.kennel.measure.QualityTask;
import dev.kennel.measure.Speed;
import dev.kennel.measure.SpeedSettings;
import dev.kennel.measure.SpeedTask;
import dev.kennel.worker.Task;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.WorkerDied;
import dev.kennel.worker.WorkerListener;
import dev.kennel.worker.WorkerProcess;

/// Runs one model on one device, in a worker of its own.
final class DeviceTrial implements AutoCloseable {

    private static final String PROMPT = "Once upon a time, there was a";
    private static final int ANSWER = 32;
    private static final int CONTEXT = 256;
    private static final int CHUNKS = 8;
    private static final int REPETITIONS = 3;

    /// What is software takes a second for what a GPU does in a millisecond.
    private static final int SOFTWARE_CHUNKS = 1;

    private static final int SOFTWARE_PROMPT = 32;
    private static final int SOFTWARE_GENERATION = 4;
    private static final int THREADS = Runtime.getRuntime().availableProcessors();

    private final WorkerProcess worker;
    private final Path model;
    private final EvaluationText text;
    private final EvaluationSettings settings;
    private final boolean software;

    /// @param device its name, or `cpu`
    /// @param software whether the devices are software: less is read and timed then
    DeviceTrial(Path model, Path text, String device, boolean software) throws IOException {
        this.worker = BenchWorkers.start(software);
        this.model = model;
        this.text = new EvaluationText(text, EvaluationText.Kind.PLAIN);
        this.settings = new EvaluationSettings(
                CONTEXT,
                EvaluationSettings.DEFAULT_BATCH,
                EvaluationSettings.DEFAULT_MICRO_BATCH,
                Optional.of(software ? SOFTWARE_CHUNKS : CHUNKS),
                THREADS,
                device);
        this.software = software;
    }

    Answer answer() throws TaskFailure, WorkerDied {
        return run(new AnswerTask(List.of(model), PROMPT, ANSWER, THREADS, settings.device()));
    }

    /// Stores what the model says of the text.
    void store(Path logits) throws TaskFailure, WorkerDied {
        run(new BaseLogitsTask(List.of(model), text, settings, logits));
    }

    /// Computes an importance matrix from the text.
    void weigh(Path imatrix) throws TaskFailure, WorkerDied {
        run(new ImatrixTask(List.of(model), text, "gpu-check", settings, imatrix));
    }

    /// How it differs from what is stored.
    Quality compare(Path logits) throws TaskFailure, WorkerDied {
        Path series = logits.resolveSibling(logits.getFileName() + "." + settings.device());
        return run(new QualityTask(List.of(model), logits, settings, series)).quality();
    }

    Speed speed() throws TaskFailure, WorkerDied {
        return run(new SpeedTask(
                List.of(model),
                new SpeedSettings(
                        prompt(),
                        generation(),
                        0,
                        REPETITIONS,
                        settings.batch(),
                        settings.microBatch(),
                        settings.threads(),
                        settings.device())));
    }

    /// What is read and timed, in llama-bench's terms.
    String terms() {
        return "%d chunks of %d tokens, pp%d, tg%d, %d times"
                .formatted(settings.chunks().orElseThrow(), CONTEXT, prompt(), generation(), REPETITIONS);
    }

    private int prompt() {
        return software ? SOFTWARE_PROMPT : SpeedSettings.DEFAULT_PROMPT;
    }

    private int generation() {
        return software ? SOFTWARE_GENERATION : SpeedSettings.DEFAULT_GENERATION;
    }

    /// What the worker said last.
    List<String> lastLines() {
        return worker.lastLines();
    }

    private <R> R run(Task<R> task) throws TaskFailure, WorkerDied {
        return worker.run(task, WorkerListener.deaf());
    }

    @Override
    public void close() {
        worker.close();
    }
}
