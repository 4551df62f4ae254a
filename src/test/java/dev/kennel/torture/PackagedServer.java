package dev.kennel.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.kennel.llama.PackagedLlama;

import static org.assertj.core.api.Assertions.assertThat;

/// The packaged server as the integration tests start it.
final class PackagedServer {

    private static final Path JAR =
            Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();
    private static final Path RECIPES = Path.of("quant-recipes").toAbsolutePath();

    private PackagedServer() {}

    static ServerSettings settings(Path home) {
        assertThat(JAR).as("the packaged server: mvn package makes it").exists();
        return ServerSettings.forTorture(JAR, home, PackagedLlama.DIRECTORY, RECIPES);
    }

    /// Files that this process has mapped, of those that hold native code for models or devices.
    static List<String> nativeModelLibraries(long pid) {
        try (var maps = Files.lines(Path.of("/proc", Long.toString(pid), "maps"))) {
            return maps.filter(line ->
                            line.matches("(?i).*/lib(llama|ggml|jllama|opencl|lwjgl|pocl|cuda|cublas|nvidia)[^/]*"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
