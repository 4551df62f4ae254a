package dev.kennel.sweeps;

import java.util.List;
import java.util.Optional;

/// A sweep's request as its job keeps it, resolved.
///
/// @param modelId of the model
/// @param imatrix file name of the importance matrix in use
/// @param recipes digests, in the order of the quants
record SweepOrder(long modelId, Optional<String> imatrix, List<String> recipes) {}
