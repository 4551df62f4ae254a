package dev.kennel.sweeps;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.kennel.catalog.Companion;
import dev.kennel.catalog.Model;
import dev.kennel.quantize.ImatrixRef;

/// A model with the files that a worker reads.
///
/// @param shards in order
/// @param imatrix the importance matrix in use
public record Source(Model model, List<Path> shards, Optional<Companion> imatrix, Optional<ImatrixRef> imatrixRef) {

    /// The part of a plan's key that the importance matrix is.
    String imatrixKey() {
        return imatrixRef.map(ref -> ref.sha256() + " " + ref.name()).orElse("");
    }
}
