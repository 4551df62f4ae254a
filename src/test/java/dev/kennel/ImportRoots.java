package dev.kennel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/// Lets every `@QuarkusTest` (it is registered as a service) import the demo's models, and what tests put into
/// [#directory].
public final class ImportRoots implements QuarkusTestResourceLifecycleManager {

    private static final Path MADE = Path.of("target", "test-imports").toAbsolutePath();

    @Override
    public Map<String, String> start() {
        Path demo = Fixtures.LLAMA.getParent().getParent();
        return Map.of("kennel.import.roots", directory().getParent() + "," + demo);
    }

    @Override
    public void stop() {}

    /// A new directory whose files may be imported.
    public static Path directory() {
        try {
            return Files.createDirectories(MADE.resolve(UUID.randomUUID().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
