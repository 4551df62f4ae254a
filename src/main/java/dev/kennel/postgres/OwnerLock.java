package dev.kennel.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Says which process owns a database directory. The operating system gives the lock back when its process dies,
/// however it dies, so a lock that can be had means that no owner lives.
final class OwnerLock implements AutoCloseable {

    /// A second channel on the same file would, when closed, drop this process's lock: so one attempt a directory.
    private static final Set<Path> OWNED_HERE = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private OwnerLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    static OwnerLock take(Path directory) throws IOException {
        if (!OWNED_HERE.add(directory)) {
            throw owned(directory, Long.toString(ProcessHandle.current().pid()));
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    directory.resolve("owner"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw owned(directory, read(channel));
            }
            write(channel, Long.toString(ProcessHandle.current().pid()));
            return new OwnerLock(directory, channel);
        } catch (IOException | RuntimeException e) {
            if (channel != null) {
                channel.close();
            }
            OWNED_HERE.remove(directory);
            throw e;
        }
    }

    /// Whether a live process owns the directory.
    static boolean isTaken(Path directory) throws IOException {
        if (OWNED_HERE.contains(directory)) {
            return true;
        }
        Path file = directory.resolve("owner");
        if (Files.notExists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        OWNED_HERE.remove(directory);
    }

    private static DatabaseFailure owned(Path directory, String pid) {
        return new DatabaseFailure(("The database in %s is in use by the running process %s. Stop that one first,"
                        + " or give this one another KENNEL_HOME.")
                .formatted(directory, pid.isBlank() ? "of another Kennel" : pid));
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer pid = ByteBuffer.allocate(32);
        channel.read(pid, 0);
        return new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII).strip();
    }

    private static void write(FileChannel channel, String pid) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
    }
}
