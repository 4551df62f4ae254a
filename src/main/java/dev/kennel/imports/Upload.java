package dev.kennel.imports;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;

/// A file on its way into the store, or there and waiting to be imported.
@Entity
class Upload {

    enum State {
        RECEIVING,
        COMPLETE
    }

    @Id
    String id;

    String filename;

    /// Its whole length, once the sender has said it.
    Long totalBytes;

    /// Its blob, once all of it has arrived.
    String sha256;

    @Enumerated(EnumType.STRING)
    State state;

    Instant createdAt;
    Instant touchedAt;
}
