package dev.kennel.sweeps;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/// A tensor of a quant that a sweep is to make, and the unit it consists of.
@Entity
@Table(name = "sweep_tensor")
class SweepTensor {

    /// @param ordinal position in the quant's file
    @Embeddable
    record Key(long jobId, int quantOrdinal, int ordinal) {}

    @EmbeddedId
    Key key;

    String tensorName;
    String unitKey;
}
