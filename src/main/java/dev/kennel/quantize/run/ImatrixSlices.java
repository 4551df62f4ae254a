package dev.kennel.quantize.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.kennel.blob.Sha256;
import dev.kennel.gguf.GgmlType;
import dev.kennel.gguf.GgufFormatException;
import dev.kennel.gguf.GgufHeader;
import dev.kennel.gguf.GgufReader;
import dev.kennel.gguf.TensorInfo;
import dev.kennel.llama.KvOverride;
import dev.kennel.quantize.ImatrixRef;
import dev.kennel.recipe.Recipe;
import dev.kennel.worker.TaskFailure;

/// The importance weights of a model's tensors, as llama-quantize derives them from an importance matrix: the mean of
/// the squared activations of each column, for each expert, and 1 throughout for an expert that was never used.
///
/// Slices are read when asked for; none is kept.
final class ImatrixSlices {

    private static final String SUMS = ".in_sum2";
    private static final String COUNTS = ".counts";

    private final ImatrixRef ref;
    private final GgufHeader header;
    private final Map<String, TensorInfo> tensors;
    private final Map<String, String> digests = new HashMap<>();

    private ImatrixSlices(ImatrixRef ref, GgufHeader header) {
        this.ref = ref;
        this.header = header;
        this.tensors = header.tensorsByName();
    }

    /// @throws TaskFailure when there is one and it cannot be read
    static Optional<ImatrixSlices> open(Optional<ImatrixRef> ref) throws IOException, TaskFailure {
        if (ref.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new ImatrixSlices(ref.get(), GgufReader.read(ref.get().path())));
        } catch (GgufFormatException e) {
            throw new TaskFailure("The importance matrix cannot be read: " + e.getMessage(), e);
        }
    }

    /// The matrix that a recipe is made with, of the one that is at hand.
    static Optional<ImatrixSlices> usedBy(Recipe recipe, Optional<ImatrixSlices> available) {
        return switch (recipe.imatrix()) {
            case NONE -> Optional.empty();
            case OPTIONAL, REQUIRED -> available;
        };
    }

    /// Number of weights, columns times experts; empty when the matrix has none for the tensor.
    Optional<Long> size(String tensor) {
        return Optional.ofNullable(tensors.get(tensor + SUMS)).map(TensorInfo::elements);
    }

    /// SHA-256 of the weights as little-endian floats.
    String digest(String tensor) throws IOException, TaskFailure {
        String known = digests.get(tensor);
        if (known == null) {
            float[] weights = weights(tensor);
            ByteBuffer bytes = ByteBuffer.allocate(weights.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(weights);
            known = Sha256.of(bytes.array()).hex();
            digests.put(tensor, known);
        }
        return known;
    }

    /// The weights of a tensor that the matrix has.
    float[] weights(String tensor) throws IOException, TaskFailure {
        float[] weights = read(tensor + SUMS);
        float[] counts = read(tensor + COUNTS);
        int columns = weights.length / counts.length;
        for (int expert = 0; expert < counts.length; expert++) {
            float count = Math.round((double) counts[expert]);
            for (int i = expert * columns; i < (expert + 1) * columns; i++) {
                weights[i] = count > 0 ? weights[i] / count : 1;
                if (!Float.isFinite(weights[i])) {
                    throw new TaskFailure("The importance matrix " + ref.name() + " holds " + weights[i] + " for "
                            + tensor + "; llama.cpp refuses it. Make the matrix again.");
                }
            }
        }
        return weights;
    }

    private float[] read(String name) throws IOException, TaskFailure {
        TensorInfo info = tensors.get(name);
        if (info == null || info.type() != GgmlType.F32) {
            throw new TaskFailure("The importance matrix " + ref.name() + " has no F32 tensor " + name + ".");
        }
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(info.bytes())).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(ref.path())) {
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, header.fileOffset(info) + bytes.position()) < 0) {
                    throw new TaskFailure("The importance matrix " + ref.path() + " ends within " + name + ".");
                }
            }
        }
        float[] values = new float[Math.toIntExact(info.elements())];
        bytes.flip().asFloatBuffer().get(values);
        return values;
    }

    /// The tensors it has weights for.
    List<String> names() {
        return tensors.keySet().stream()
                .filter(name -> name.endsWith(SUMS))
                .map(name -> name.substring(0, name.length() - SUMS.length()))
                .toList();
    }

    /// What llama-quantize writes into the header about the matrix.
    List<KvOverride> keys() {
        List<KvOverride> keys = new ArrayList<>();
        keys.add(new KvOverride.Text("quantize.imatrix.file", ref.name()));
        Optional<String> dataset = header.strings("imatrix.datasets").stream().findFirst();
        dataset.ifPresent(name -> keys.add(new KvOverride.Text("quantize.imatrix.dataset", name)));
        keys.add(new KvOverride.Count("quantize.imatrix.entries_count", names().size()));
        long chunks = header.integer("imatrix.chunk_count").orElse(0);
        if (chunks > 0) {
            keys.add(new KvOverride.Count("quantize.imatrix.chunks_count", chunks));
        }
        return keys;
    }
}
