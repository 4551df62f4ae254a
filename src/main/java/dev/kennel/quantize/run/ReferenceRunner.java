package dev.kennel.quantize.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.kennel.llama.KvOverride;
import dev.kennel.llama.Llama;
import dev.kennel.llama.QuantizeOptions;
import dev.kennel.llama.QuantizeOptions.Importance;
import dev.kennel.llama.QuantizeOptions.Weights;
import dev.kennel.llama.Quantizer;
import dev.kennel.quantize.ReferenceReport;
import dev.kennel.quantize.ReferenceReport.ReferenceFile;
import dev.kennel.quantize.ReferenceTask;
import dev.kennel.recipe.Recipe;
import dev.kennel.worker.Reporter;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.TaskRunner;

/// Calls `llama_model_quantize` with a recipe's options.
final class ReferenceRunner implements TaskRunner<ReferenceTask, ReferenceReport> {

    private final Quantizer quantizer;

    ReferenceRunner(Llama llama) {
        this.quantizer = llama.quantizer();
    }

    @Override
    public ReferenceReport run(ReferenceTask task, Reporter reporter) throws IOException, TaskFailure {
        Optional<ImatrixSlices> slices = ImatrixSlices.open(task.imatrix());
        Optional<Importance> importance = slices.isEmpty() ? Optional.empty() : Optional.of(importance(slices.get()));
        List<KvOverride> keys = HeaderKeys.corrections(Source.open(task.shards()));
        List<ReferenceFile> files = new ArrayList<>();
        try (SplitLinks links = SplitLinks.to(task.shards())) {
            for (Recipe recipe : task.recipes()) {
                Optional<Importance> used = importance.filter(_ -> recipe.imatrix() != Recipe.Imatrix.NONE);
                Path target = task.directory().resolve(recipe.name() + ".gguf");
                long nanos = quantize(links.first(), target, QuantizeOptions.of(recipe, keys, used), task.threads());
                files.add(new ReferenceFile(recipe.name(), target, Files.size(target), nanos));
                reporter.progress(files.getLast());
            }
        }
        return new ReferenceReport(files);
    }

    /// @return how long it took, in nanoseconds
    private long quantize(Path source, Path target, QuantizeOptions options, int threads) {
        long start = System.nanoTime();
        quantizer.quantize(source, target, options, threads);
        return System.nanoTime() - start;
    }

    private static Importance importance(ImatrixSlices slices) throws IOException {
        List<Weights> weights = new ArrayList<>();
        for (String tensor : slices.tensors()) {
            weights.add(new Weights(tensor, slices.weights(tensor)));
        }
        return new Importance(weights, slices.keys());
    }
}
