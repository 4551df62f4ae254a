package dev.kennel.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Whether llama.cpp's libraries are where workers will look for them. The server itself never loads them.
@Readiness
@ApplicationScoped
class LlamaReadiness implements HealthCheck {

    private static final String PROPERTY = "kennel.llama.directory";

    private final Optional<Path> directory;

    LlamaReadiness(@ConfigProperty(name = PROPERTY) Optional<Path> directory) {
        this.directory = directory;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("llama.cpp libraries")
                .withData("directory", directory.map(Path::toString).orElse("none"));
        Optional<String> complaint = complaint();
        complaint.ifPresent(reason -> response.withData("reason", reason));
        return response.status(complaint.isEmpty()).build();
    }

    private Optional<String> complaint() {
        if (directory.isEmpty()) {
            return Optional.of(PROPERTY + " is not set");
        }
        try (Stream<Path> files = Files.list(directory.get())) {
            boolean found =
                    files.map(file -> file.getFileName().toString()).anyMatch(name -> name.matches("(lib)?llama\\..*"));
            return found ? Optional.empty() : Optional.of("there is no libllama in it");
        } catch (IOException e) {
            return Optional.of("it cannot be read: " + e);
        }
    }
}
