package dev.kennel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import dev.kennel.llama.PackagedLlama;

/// Lets every `@QuarkusTest` (it is registered as a service) start real workers, with the packaged llama.cpp, and
/// import the demo's models and what tests put into [#IMPORTS].
public final class WorkerResource implements QuarkusTestResourceLifecycleManager {

    /// A directory for the models that tests make.
    public static final Path IMPORTS = Path.of("target", "test-imports").toAbsolutePath();

    @Override
    public Map<String, String> start() {
        try {
            Files.createDirectories(IMPORTS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of(
                "kennel.llama.directory",
                PackagedLlama.DIRECTORY.toString(),
                "kennel.import.roots",
                IMPORTS + "," + Fixtures.LLAMA.getParent().getParent());
    }

    @Override
    public void stop() {}
}
