package dev.kennel.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// What a [GpuCheck] is asked to do.
///
/// @param models that are tried; those that come with Kennel when empty
/// @param software whether a Vulkan device counts that is software
record GpuCheckOptions(List<Path> models, boolean software) {

    GpuCheckOptions {
        models = List.copyOf(models);
    }

    /// @throws IllegalArgumentException for an option that is none, or a model that is no file
    static GpuCheckOptions of(String[] args) {
        var models = new ArrayList<Path>();
        boolean software = false;
        for (Iterator<String> words = List.of(args).iterator(); words.hasNext(); ) {
            String option = words.next();
            if (option.equals("--software")) {
                software = true;
            } else if (option.equals("--model") && words.hasNext()) {
                models.add(model(words.next()));
            } else {
                throw new IllegalArgumentException(
                        "gpu-check takes --model FILE.gguf and --software, not '" + option + "'.");
            }
        }
        return new GpuCheckOptions(models, software);
    }

    private static Path model(String name) {
        Path file = Path.of(name);
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new IllegalArgumentException(
                    "--model: there is no file " + file.toAbsolutePath() + " that can be read.");
        }
        return file;
    }
}
