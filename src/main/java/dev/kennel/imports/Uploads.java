package dev.kennel.imports;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

@ApplicationScoped
class Uploads implements PanacheRepositoryBase<Upload, String> {

    private final Clock clock;

    Uploads(Clock clock) {
        this.clock = clock;
    }

    Optional<Upload> named(String filename) {
        return find("filename", filename).firstResultOptional();
    }

    List<Upload> newest() {
        return list("order by touchedAt desc");
    }

    /// The upload of that name, made when it is not there yet.
    Upload obtain(String filename) {
        return named(filename).orElseGet(() -> {
            var upload = new Upload();
            upload.id = UUID.randomUUID().toString();
            upload.filename = filename;
            upload.state = Upload.State.RECEIVING;
            upload.createdAt = clock.instant();
            upload.touchedAt = upload.createdAt;
            persist(upload);
            return upload;
        });
    }
}
