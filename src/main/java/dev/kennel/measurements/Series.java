package dev.kennel.measurements;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.Sha256;

/// The divergence of each token, as quality measurements keep it.
@ApplicationScoped
public class Series {

    private static final long MOST_PAIRS = 100_000;

    private final BlobFiles blobs;

    /// A series never changes, and pages ask for the same pairs again and again.
    private final Cache<Pair, PairedDifference> differences =
            Caffeine.newBuilder().maximumSize(MOST_PAIRS).build();

    private record Pair(String first, String second) {}

    Series(BlobFiles blobs) {
        this.blobs = blobs;
    }

    /// By how much two files differ; empty when their runs are not of the same evaluation.
    ///
    /// @throws IOException when a series cannot be read
    public Optional<PairedDifference> difference(QualityRun first, QualityRun second) throws IOException {
        if (!first.evaluation().equals(second.evaluation())) {
            return Optional.empty();
        }
        var pair = new Pair(first.series(), second.series());
        PairedDifference known = differences.getIfPresent(pair);
        if (known == null) {
            known = PairedDifference.of(read(first), read(second));
            differences.put(pair, known);
        }
        return Optional.of(known);
    }

    private float[] read(QualityRun run) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(blobs.path(new Sha256(run.series()))))
                .order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        return values;
    }
}
