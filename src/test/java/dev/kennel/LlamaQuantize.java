package dev.kennel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.blob.Sha256;
import dev.kennel.jobs.WorkerFactory;
import dev.kennel.quantize.ImatrixRef;
import dev.kennel.quantize.ReferenceTask;
import dev.kennel.recipe.Recipe;
import dev.kennel.recipe.RecipeFile;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.WorkerDied;
import dev.kennel.worker.WorkerListener;
import dev.kennel.yaml.YamlException;

/// The files that `llama_model_quantize` itself writes, in a worker of its own.
@ApplicationScoped
public class LlamaQuantize {

    private static final int THREADS = 2;

    private final WorkerFactory workers;

    LlamaQuantize(WorkerFactory workers) {
        this.workers = workers;
    }

    /// A quant with a shipped recipe.
    ///
    /// @param imatrix its file name is written into the quant
    public Path quant(Path source, Optional<Path> imatrix, String recipe)
            throws IOException, TaskFailure, WorkerDied, YamlException {
        return quant(source, imatrix, shipped(recipe));
    }

    public Path quant(Path source, Optional<Path> imatrix, Recipe recipe) throws IOException, TaskFailure, WorkerDied {
        Optional<ImatrixRef> used = imatrix.isEmpty() ? Optional.empty() : Optional.of(ImatrixRef.of(imatrix.get()));
        var task = new ReferenceTask(List.of(source), used, List.of(recipe), ImportRoots.directory(), THREADS);
        try (var worker = workers.start()) {
            return worker.run(task, WorkerListener.deaf()).files().getFirst().file();
        }
    }

    /// The digest of such a quant.
    public String sha256(Path source, Optional<Path> imatrix, String recipe) throws Exception {
        Path file = quant(source, imatrix, recipe);
        try {
            return Sha256.of(file).hex();
        } finally {
            Files.delete(file);
        }
    }

    private static Recipe shipped(String name) throws IOException, YamlException {
        Path file = Path.of("quant-recipes", name + ".yaml");
        return RecipeFile.parse(file.toString(), Files.readString(file));
    }
}
