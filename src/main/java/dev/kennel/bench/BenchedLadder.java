package dev.kennel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.kennel.measure.BaseLogitsTask;
import dev.kennel.measure.DecodeTask;
import dev.kennel.measure.EvaluationSettings;
import dev.kennel.measure.EvaluationText;
import dev.kennel.measure.QualityTask;
import dev.kennel.measure.ScoringCost;
import dev.kennel.measure.ScoringCostTask;
import dev.kennel.quantize.ReferenceTask;
import dev.kennel.recipe.FileType;
import dev.kennel.recipe.Recipe;
import dev.kennel.worker.Task;
import dev.kennel.worker.WorkerListener;
import dev.kennel.worker.WorkerProcess;

/// The two sides of [MeasureBench], in one worker that has both compiled alike.
final class BenchedLadder implements AutoCloseable {

    private static final List<FileType> LADDER =
            List.of(FileType.Q2_K, FileType.Q3_K_M, FileType.Q4_K_M, FileType.Q5_K_M, FileType.Q6_K, FileType.Q8_0);
    private static final int SCORED = 4096;
    private static final double NANOS = 1e9;

    private final TemporaryDirectory directory = new TemporaryDirectory();
    private final WorkerProcess worker = BenchWorkers.start();
    private final Path base;
    private final EvaluationText text;
    private final EvaluationSettings settings;
    private final List<Path> quants;

    BenchedLadder(Path base, Path text, EvaluationSettings settings) throws Exception {
        this.base = base;
        this.text = new EvaluationText(text, EvaluationText.Kind.PLAIN);
        this.settings = settings;
        List<Recipe> recipes = LADDER.stream().map(BenchRecipes::of).toList();
        run(new ReferenceTask(List.of(base), Optional.empty(), recipes, directory.path(), settings.threads()));
        this.quants = recipes.stream()
                .map(recipe -> directory.path().resolve(recipe.name() + ".gguf"))
                .toList();
    }

    /// Seconds of reading the text with all files, logits copied and nothing else.
    double decode() throws Exception {
        List<Path> files = Stream.concat(Stream.of(base), quants.stream()).toList();
        long started = System.nanoTime();
        for (Path file : files) {
            run(new DecodeTask(List.of(file), text, settings));
        }
        return (System.nanoTime() - started) / NANOS;
    }

    /// Seconds of storing what the base says and comparing the quants with it.
    double measure() throws Exception {
        Path logits = directory.path().resolve("base.logits");
        var written = new ArrayList<Path>(List.of(logits));
        long started = System.nanoTime();
        run(new BaseLogitsTask(List.of(base), text, settings, logits));
        for (Path quant : quants) {
            Path series = directory.path().resolve(quant.getFileName() + ".series");
            written.add(series);
            run(new QualityTask(List.of(quant), logits, settings, series));
        }
        double seconds = (System.nanoTime() - started) / NANOS;
        for (Path file : written) {
            Files.delete(file);
        }
        return seconds;
    }

    ScoringCost scoringCost(int vocabulary, int threads) throws Exception {
        return run(new ScoringCostTask(vocabulary, SCORED, threads));
    }

    private <R> R run(Task<R> task) throws Exception {
        return worker.run(task, WorkerListener.deaf());
    }

    @Override
    public void close() throws IOException {
        worker.close();
        directory.close();
    }
}
