package dev.kennel.sweeps;

import java.time.Instant;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;

import dev.kennel.gguf.GgmlType;

/// A unit that a sweep needs: one source tensor turned into one type.
@Entity
@Table(name = "sweep_unit")
class SweepUnit {

    @Embeddable
    record Key(long jobId, String unitKey) {}

    @EmbeddedId
    Key key;

    /// Of the source tensor, in the model.
    int tensorOrdinal;

    @Enumerated(EnumType.STRING)
    GgmlType type;

    boolean weighted;
    long elements;

    /// Whether it was in the store before.
    boolean reused;

    /// Null until the unit is done.
    String blobSha256;

    long bytes;
    String encoder;

    /// Encoding time, added up over threads.
    Long nanos;

    Instant doneAt;
}
