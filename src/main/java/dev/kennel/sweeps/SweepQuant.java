package dev.kennel.sweeps;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/// A quant that a sweep is to make.
@Entity
@Table(name = "sweep_quant")
class SweepQuant {

    @Embeddable
    record Key(long jobId, int ordinal) {}

    @EmbeddedId
    Key key;

    String recipeDigest;
    String recipeName;
    long predictedBytes;
    int fallbacks;

    /// Whether it is made with the importance matrix.
    boolean weighted;

    String weightsDigest;

    /// The quant in the catalog, once made; null again when it was deleted since.
    Long quantId;

    boolean made;
}
