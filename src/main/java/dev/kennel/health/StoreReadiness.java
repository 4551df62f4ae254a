package dev.kennel.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import dev.kennel.blob.BlobFiles;

/// Whether the blob store can be written. A full one is still ready: it serves what it has.
@Readiness
@ApplicationScoped
class StoreReadiness implements HealthCheck {

    private final BlobFiles files;

    StoreReadiness(BlobFiles files) {
        this.files = files;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("blob store")
                .withData("directory", files.staging().getParent().toString());
        try {
            Path probe = Files.createTempFile(files.staging(), "health-", "");
            Files.delete(probe);
            return response.withData("bytes available", files.reserve().available())
                    .up()
                    .build();
        } catch (IOException e) {
            return response.withData("reason", e.toString()).down().build();
        }
    }
}
