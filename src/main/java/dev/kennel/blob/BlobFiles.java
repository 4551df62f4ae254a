package dev.kennel.blob;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Content-addressed files below one directory: `blobs/ab/cd/abcd…`, named by their SHA-256, and `staging` beside
/// them on the same filesystem for what is still being written.
///
/// A file under `blobs` is always whole and never changes: it is written in staging, made durable, then renamed. What
/// this class does not know is who needs a blob; that is the database's part. Safe for several threads and processes.
public final class BlobFiles {

    /// Sees files, one after the other.
    public interface Visitor {
        void see(Path file) throws IOException;
    }

    private static final Pattern UPLOAD = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private final Path blobs;
    private final Path staging;
    private final Path work;
    private final DiskReserve reserve;
    /// Directories whose names are on the disk: one that is merely there may have been made by a thread or process that
    /// has not come to that yet. At most 65,536 hold blobs.
    private final Set<Path> durable = ConcurrentHashMap.newKeySet();

    /// The store below `root`, whose directories are made when missing.
    ///
    /// @param reservedBytes disk space that blobs never take
    public BlobFiles(Path root, long reservedBytes) throws IOException {
        Path absolute = root.toAbsolutePath().normalize();
        this.blobs = Files.createDirectories(absolute.resolve("blobs"));
        this.staging = Files.createDirectories(absolute.resolve("staging"));
        this.work = Files.createDirectories(absolute.resolve("work"));
        this.reserve = new DiskReserve(absolute, reservedBytes);
    }

    /// What guards the disk that the store is on.
    public DiskReserve reserve() {
        return reserve;
    }

    /// Where files are written before they are published; a place for temporary files on the store's disk.
    public Path staging() {
        return staging;
    }

    /// A place for files that live as long as a job, one directory each; who makes one removes it.
    public Path work() {
        return work;
    }

    /// Where the blob of this digest lies, or would.
    public Path path(Sha256 sha256) {
        String hex = sha256.hex();
        return blobs.resolve(hex.substring(0, 2)).resolve(hex.substring(2, 4)).resolve(hex);
    }

    /// A writer for one new file of about `expectedBytes`.
    ///
    /// @throws DiskFullException when they do not fit
    public BlobWriter stage(long expectedBytes) throws IOException {
        reserve.require(expectedBytes);
        return BlobWriter.create(staging.resolve(UUID.randomUUID() + ".part"), reserve);
    }

    /// A writer that goes on with an upload at `offset`; what lies beyond is cut off.
    ///
    /// @param upload letters, digits and `-`, at most 64
    /// @throws IllegalArgumentException when fewer than `offset` bytes have arrived
    public BlobWriter resume(String upload, long offset) throws IOException {
        long arrived = arrived(upload);
        if (offset < 0 || offset > arrived) {
            throw new IllegalArgumentException("Upload " + upload + " cannot go on at byte " + offset + ": " + arrived
                    + " bytes have arrived. Go on at " + arrived + ".");
        }
        if (offset < arrived) {
            try (FileChannel channel = FileChannel.open(partOf(upload), StandardOpenOption.WRITE)) {
                channel.truncate(offset);
            }
        }
        return BlobWriter.resume(partOf(upload), reserve);
    }

    /// How many bytes of an upload have arrived, 0 for an unknown one.
    public long arrived(String upload) throws IOException {
        return sizeOf(partOf(upload)).orElse(0);
    }

    /// An upload that has arrived whole, with the digest it had then.
    public Staged staged(String upload, Sha256 sha256, long bytes) {
        return new Staged(partOf(upload), sha256, bytes);
    }

    /// Drops what has arrived of an upload.
    public void abandon(String upload) throws IOException {
        Files.deleteIfExists(partOf(upload));
    }

    /// Publishes one file: [#publish(List)].
    public void publish(Staged staged) throws IOException {
        publish(List.of(staged));
    }

    /// Moves finished files to their names, durably: when this returns they survive a power cut. Publishing what is
    /// there already, at the same size, is no error.
    public void publish(List<Staged> batch) throws IOException {
        Set<Path> changed = new TreeSet<>();
        try {
            for (Staged staged : batch) {
                makeDurable(staged);
            }
            for (Staged staged : batch) {
                move(staged, changed);
            }
            for (Path directory : changed) {
                force(directory);
            }
            durable.addAll(changed);
        } catch (IOException e) {
            throw DiskFullException.named(e, blobs);
        }
    }

    /// Opens a blob for reading.
    ///
    /// @throws NoSuchFileException when it is not there
    public FileChannel open(Sha256 sha256) throws IOException {
        return FileChannel.open(path(sha256), StandardOpenOption.READ);
    }

    /// The length of a blob's file, empty when there is none.
    public OptionalLong size(Sha256 sha256) throws IOException {
        return sizeOf(path(sha256));
    }

    /// The digest of what a blob's file holds, read from the first to the last byte.
    public Sha256 digest(Sha256 sha256) throws IOException {
        return Sha256.of(path(sha256));
    }

    /// Removes a blob's file; false when there was none.
    public boolean delete(Sha256 sha256) throws IOException {
        return Files.deleteIfExists(path(sha256));
    }

    /// Visits every file below `blobs`, in no order. Files may come and go meanwhile: one that goes may be left out.
    public void visit(Visitor visitor) throws IOException {
        Files.walkFileTree(blobs, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    visitor.see(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
    }

    /// The digest that a file below `blobs` is stored under; empty for a file that does not belong there.
    public Optional<Sha256> digestOf(Path file) {
        return Sha256.parse(file.getFileName().toString())
                .filter(sha256 -> path(sha256).equals(file));
    }

    /// Removes what nobody has written to since `before` from the staging directory, directories with their content.
    ///
    /// @return how many entries went
    public int sweepStaging(Instant before) throws IOException {
        int swept = 0;
        try (Stream<Path> entries = Files.list(staging)) {
            for (Path entry : (Iterable<Path>) entries::iterator) {
                if (lastWritten(entry).isBefore(before) && deleteTree(entry)) {
                    swept++;
                }
            }
        }
        return swept;
    }

    private Path partOf(String upload) {
        if (!UPLOAD.matcher(upload).matches()) {
            throw new IllegalArgumentException(
                    "Not the name of an upload: '" + upload + "'. Expected 1 to 64 letters, digits or '-'.");
        }
        return staging.resolve("upload-" + upload);
    }

    private void makeDurable(Staged staged) throws IOException {
        try (FileChannel channel = FileChannel.open(staged.path(), StandardOpenOption.WRITE)) {
            if (channel.size() != staged.bytes()) {
                throw new IOException("Staged file " + staged.path() + " has " + channel.size() + " bytes instead of "
                        + staged.bytes() + ": it changed after it was hashed");
            }
            channel.force(true);
        } catch (NoSuchFileException e) {
            if (size(staged.sha256()).orElse(-1) != staged.bytes()) {
                throw e;
            }
        }
    }

    private void move(Staged staged, Set<Path> changed) throws IOException {
        Path target = path(staged.sha256());
        Path directory = target.getParent();
        boolean missing = !Files.isDirectory(directory);
        if (missing) {
            Files.createDirectories(directory);
        }
        if (missing || !durable.contains(directory)) {
            changed.add(directory.getParent());
            changed.add(blobs);
        }
        if (Files.exists(staged.path())) {
            Files.move(staged.path(), target, StandardCopyOption.ATOMIC_MOVE);
        }
        changed.add(directory);
    }

    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static OptionalLong sizeOf(Path file) throws IOException {
        try {
            return OptionalLong.of(Files.size(file));
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        }
    }

    private static Instant lastWritten(Path entry) throws IOException {
        try {
            return Files.getLastModifiedTime(entry).toInstant();
        } catch (NoSuchFileException e) {
            return Instant.MAX;
        }
    }

    /// False when another node was faster.
    private static boolean deleteTree(Path entry) throws IOException {
        try (Stream<Path> tree = Files.walk(entry)) {
            boolean deleted = false;
            for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
                deleted = Files.deleteIfExists(each);
            }
            return deleted;
        } catch (NoSuchFileException e) {
            return false;
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof NoSuchFileException) {
                return false;
            }
            throw e.getCause();
        }
    }
}
