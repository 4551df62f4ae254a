package dev.kennel.bundles;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import dev.kennel.blob.Segment;
import dev.kennel.blob.Segment.Region;
import dev.kennel.blob.Sha256;
import dev.kennel.blob.TruncatedFileException;
import dev.kennel.blob.VirtualFile;
import dev.kennel.bundle.Crc32;
import dev.kennel.web.Problem;

/// The CRC-32 of files, each put together from those of its parts: a tensor that many quants have is read once.
@ApplicationScoped
class Checksums {

    private static final int CHUNK = 1 << 20;

    private final EntityManager entities;

    Checksums(EntityManager entities) {
        this.entities = entities;
    }

    /// Empty while parts of it have not been read yet. Within a transaction.
    OptionalLong of(VirtualFile file) {
        Map<String, Long> known = known(file);
        long crc = 0;
        for (Segment segment : file.segments()) {
            long part;
            switch (segment) {
                case Segment.Inline inline -> part = of(inline);
                case Region region -> {
                    Long found = known.get(key(file, region));
                    if (found == null) {
                        return OptionalLong.empty();
                    }
                    part = found;
                }
            }
            crc = Crc32.combine(crc, part, segment.length());
        }
        return OptionalLong.of(crc);
    }

    /// What has to be read before the file's is known, by the digest of what it is, each once. Within a transaction.
    Map<String, Region> missing(VirtualFile file) {
        Set<String> known = known(file).keySet();
        Map<String, Region> missing = new LinkedHashMap<>();
        regions(file).forEach(region -> {
            if (!known.contains(key(file, region))) {
                missing.putIfAbsent(key(file, region), region);
            }
        });
        return missing;
    }

    @Transactional(TxType.MANDATORY)
    void note(String sha256, long crc32) {
        entities.createNativeQuery("insert into crc32 (sha256, crc32) values (:sha256, :crc32) on conflict do nothing")
                .setParameter("sha256", sha256)
                .setParameter("crc32", crc32)
                .executeUpdate();
    }

    /// Reads all of a region. What is kept of it stays for good, so that its digest is looked at too.
    ///
    /// @param sha256 of what it holds
    /// @param progress hears, after each piece, how many bytes were read; it may throw
    /// @throws dev.kennel.web.ProblemException when it holds something else
    static long read(Region region, String sha256, LongConsumer progress) throws IOException {
        var crc = new CRC32();
        MessageDigest digest = Sha256.newDigest();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        try (FileChannel in = FileChannel.open(region.file(), StandardOpenOption.READ)) {
            long done = 0;
            while (done < region.length()) {
                chunk.clear().limit((int) Math.min(CHUNK, region.length() - done));
                int read = in.read(chunk, region.offset() + done);
                if (read < 0) {
                    throw new TruncatedFileException(region, done);
                }
                crc.update(chunk.flip());
                digest.update(chunk.rewind());
                done += read;
                progress.accept(done);
            }
        }
        if (!Sha256.ofRaw(digest.digest()).hex().equals(sha256)) {
            throw damaged(region);
        }
        return crc.getValue();
    }

    private static RuntimeException damaged(Region region) {
        return Problem.of(503, "The file is incomplete")
                .because(region.file() + " holds other bytes than when it was stored.")
                .next("Run ./kennel verify --repair on the server: it says what to make or upload again.")
                .kind("incomplete-file")
                .exception();
    }

    private static long of(Segment.Inline inline) {
        var crc = new CRC32();
        crc.update(inline.bytes());
        return crc.getValue();
    }

    /// A region is a whole blob or, outside of the store, the whole file.
    private static String key(VirtualFile file, Region region) {
        return region.blob().orElse(file.sha256()).hex();
    }

    private static List<Region> regions(VirtualFile file) {
        return file.segments().stream()
                .filter(Region.class::isInstance)
                .map(Region.class::cast)
                .toList();
    }

    private Map<String, Long> known(VirtualFile file) {
        Set<String> keys =
                regions(file).stream().map(region -> key(file, region)).collect(Collectors.toSet());
        if (keys.isEmpty()) {
            return Map.of();
        }
        Map<String, Long> known = new HashMap<>();
        entities.createNativeQuery("select sha256, crc32 from crc32 where sha256 in (:keys)", Tuple.class)
                .setParameter("keys", keys)
                .getResultList()
                .forEach(row -> known.put(((Tuple) row).get(0, String.class), ((Tuple) row).get(1, Long.class)));
        return known;
    }
}
