package dev.kennel.quantize.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.kennel.llama.PackagedLlama;
import dev.kennel.quantize.ImatrixRef;
import dev.kennel.quantize.ReferenceTask;
import dev.kennel.recipe.FileType;

/// Quants that `llama_model_quantize` makes, for tests that run them.
public final class ReferenceQuants {

    private ReferenceQuants() {}

    /// @param directory where the file goes; one that is there already is taken
    public static Path quantize(Path source, Optional<Path> imatrix, FileType type, Path directory) throws Exception {
        Path file = directory.resolve(type + ".gguf");
        if (Files.exists(file)) {
            return file;
        }
        var task = new ReferenceTask(
                List.of(source),
                imatrix.isEmpty() ? Optional.empty() : Optional.of(ImatrixRef.of(imatrix.get())),
                List.of(Recipes.of(type)),
                directory,
                2);
        return new ReferenceRunner(PackagedLlama.get())
                .run(task, new RecordingReporter())
                .files()
                .getFirst()
                .file();
    }
}
