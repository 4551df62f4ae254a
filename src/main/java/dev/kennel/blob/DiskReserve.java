package dev.kennel.blob;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Space on the store's disk that blobs never take, so that the database beside them can still write.
public final class DiskReserve {

    /// How the free bytes of a disk are asked for.
    interface FreeSpace {
        long bytes() throws IOException;
    }

    private final Path directory;
    private final FreeSpace free;
    private final long reserved;

    /// @param directory on the disk in question
    /// @param reserved bytes to keep free
    public DiskReserve(Path directory, long reserved) {
        this(directory, reserved, () -> Files.getFileStore(directory).getUsableSpace());
    }

    DiskReserve(Path directory, long reserved, FreeSpace free) {
        if (reserved < 0) {
            throw new IllegalArgumentException("A disk reserve of " + reserved + " bytes: expected 0 or more");
        }
        this.directory = directory;
        this.reserved = reserved;
        this.free = free;
    }

    /// Bytes that may still be written: what is free less the reserve, never below 0.
    public long available() throws IOException {
        return Math.max(0, free.bytes() - reserved);
    }

    /// Bytes free on the disk, the reserve included.
    public long free() throws IOException {
        return free.bytes();
    }

    /// Says no before anything is written.
    ///
    /// @throws DiskFullException when `needed` bytes do not fit beside the reserve
    public void require(long needed) throws IOException {
        long available = available();
        if (needed > available) {
            throw new DiskFullException(String.format(
                    "%,d bytes are needed in %s and %,d may be written (%,d are free, of which %,d are kept for the"
                            + " database). Free some space, or move the store to a larger disk.",
                    needed, directory, available, free.bytes(), reserved));
        }
    }
}
