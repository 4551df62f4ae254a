package dev.kennel.measurements;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jboss.logging.Logger;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.Sha256;

/// The divergence of each token, as quality measurements keep it.
@ApplicationScoped
public class Series {

    private static final Logger LOG = Logger.getLogger(Series.class);
    private static final long MOST_PAIRS = 100_000;

    private final BlobFiles blobs;

    /// A series never changes, and pages ask for the same pairs again and again.
    private final Cache<Pair, PairedDifference> differences =
            Caffeine.newBuilder().maximumSize(MOST_PAIRS).build();

    private record Pair(String first, String second) {}

    public Series(BlobFiles blobs) {
        this.blobs = blobs;
    }

    /// By how much two files differ; empty when their runs are not of the same evaluation, or the store lost the tokens
    /// of one.
    public Optional<PairedDifference> difference(QualityRun first, QualityRun second) {
        if (!first.evaluation().equals(second.evaluation())) {
            return Optional.empty();
        }
        return Optional.ofNullable(differences.get(new Pair(first.series(), second.series()), this::compared));
    }

    private PairedDifference compared(Pair pair) {
        try {
            return PairedDifference.of(read(pair.first()), read(pair.second()));
        } catch (IOException | IllegalArgumentException e) {
            LOG.warnf("The tokens of two measurements cannot be compared (%s). ./kennel verify tells more.", e);
            return null;
        }
    }

    private float[] read(String series) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(blobs.path(new Sha256(series))))
                .order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        return values;
    }
}
