package dev.kennel.quantize.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.kennel.blob.Sha256;
import dev.kennel.gguf.ExpertCoverage;
import dev.kennel.gguf.ImatrixFile;
import dev.kennel.llama.KvOverride;
import dev.kennel.quantize.ImatrixRef;
import dev.kennel.recipe.Recipe;
import dev.kennel.worker.TaskFailure;

/// The importance weights of a model's tensors. They are read when asked for; none are kept, only their digests.
final class ImatrixSlices {

    private final String name;
    private final ImatrixFile file;
    private final List<ExpertCoverage> gaps;
    private final Map<String, String> digests = new HashMap<>();

    private ImatrixSlices(String name, ImatrixFile file) throws IOException {
        this.name = name;
        this.file = file;
        this.gaps = file.gaps();
    }

    /// @throws TaskFailure when the file is not the one that was imported: what is encoded with other weights would go
    ///     by the same key
    static Optional<ImatrixSlices> open(Optional<ImatrixRef> ref) throws IOException, TaskFailure {
        return ref.isEmpty() ? Optional.empty() : Optional.of(open(ref.get()));
    }

    private static ImatrixSlices open(ImatrixRef ref) throws IOException, TaskFailure {
        String found = Sha256.of(ref.path()).hex();
        if (!found.equals(ref.sha256())) {
            throw new TaskFailure("The importance matrix " + ref.name() + " (" + ref.path()
                    + ") has changed since it was imported: its SHA-256 was " + ref.sha256() + " and is " + found
                    + ". Delete it from its model, then import it again.");
        }
        return new ImatrixSlices(ref.name(), ImatrixFile.read(ref.path()));
    }

    /// The matrix that a recipe is made with, of the one that is at hand.
    static Optional<ImatrixSlices> usedBy(Recipe recipe, Optional<ImatrixSlices> available) {
        return switch (recipe.imatrix()) {
            case NONE -> Optional.empty();
            case OPTIONAL, REQUIRED -> available;
        };
    }

    /// The tensors it has weights for.
    Set<String> tensors() {
        return file.tensors();
    }

    /// Number of weights, columns times experts; empty when the matrix has none for the tensor.
    Optional<Long> size(String tensor) {
        return file.sliceLength(tensor);
    }

    /// SHA-256 of the weights of a tensor that the matrix has.
    String digest(String tensor) throws IOException {
        String known = digests.get(tensor);
        if (known == null) {
            known = file.sliceSha256(tensor).orElseThrow();
            digests.put(tensor, known);
        }
        return known;
    }

    /// The weights of a tensor that the matrix has.
    float[] weights(String tensor) throws IOException {
        return file.slice(tensor).orElseThrow();
    }

    /// Tensors of which some expert was never used while the matrix was made: its weights are all 1.
    List<ExpertCoverage> gaps() {
        return gaps;
    }

    /// What llama-quantize writes into the header about the matrix.
    List<KvOverride> keys() {
        List<KvOverride> keys = new ArrayList<>();
        keys.add(new KvOverride.Text("quantize.imatrix.file", name));
        file.datasets().stream()
                .findFirst()
                .ifPresent(dataset -> keys.add(new KvOverride.Text("quantize.imatrix.dataset", dataset)));
        keys.add(new KvOverride.Count(
                "quantize.imatrix.entries_count", file.tensors().size()));
        if (file.chunkCount() > 0) {
            keys.add(new KvOverride.Count("quantize.imatrix.chunks_count", file.chunkCount()));
        }
        return keys;
    }
}
