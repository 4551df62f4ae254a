package dev.kennel.quantize.codebook;

import dev.kennel.gguf.GgmlType;

/// The grids of the IQ types: the points that groups of weights are moved to.
public interface GridSource {

    /// The points' levels, point after point, in the order of their numbers.
    byte[] levels(GgmlType type);
}
