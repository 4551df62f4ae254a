package dev.kennel.quantize.run;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

import dev.kennel.gguf.GgufFiles;
import dev.kennel.gguf.GgufWriter;
import dev.kennel.gguf.TensorInfo;

/// Importance matrices with seeded numbers for the tensors of a model that are multiplied with. The second expert of
/// each was never used.
final class GeneratedImatrix {

    private static final long SEED = 7;
    private static final int NEVER_USED = 1;

    private GeneratedImatrix() {}

    static GgufWriter of(List<Path> shards) throws Exception {
        GgufWriter imatrix = GgufWriter.empty()
                .put("general.type", "imatrix")
                .put("imatrix.datasets", List.of("generated.txt"))
                .put("imatrix.chunk_count", 3)
                .put("imatrix.chunk_size", 256);
        var random = new SplittableRandom(SEED);
        for (TensorInfo tensor : GgufFiles.open(shards.getFirst()).tensorInfos()) {
            if (tensor.name().startsWith("blk.") && tensor.shape().size() > 1) {
                add(imatrix, tensor, random);
            }
        }
        return imatrix;
    }

    private static void add(GgufWriter imatrix, TensorInfo tensor, SplittableRandom random) {
        int columns = Math.toIntExact(tensor.rowLength());
        int experts = Math.toIntExact(tensor.dimension(2));
        float[] sums = new float[columns * experts];
        float[] counts = new float[experts];
        for (int expert = 0; expert < experts; expert++) {
            counts[expert] = expert == NEVER_USED ? 0 : random.nextInt(1, 2000);
            for (int column = 0; column < columns; column++) {
                sums[expert * columns + column] = counts[expert] * (float) random.nextDouble(0.001, 2);
            }
        }
        imatrix.tensor(tensor.name() + ".in_sum2", sums, columns, experts);
        imatrix.tensor(tensor.name() + ".counts", counts, 1, experts);
    }
}
