package dev.kennel.exports;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.kennel.blob.BlobFiles;

/// The room for an export: what is free, less the store's reserve where the folder is on the store's disk.
final class DiskRoom implements ExportFolder.FreeSpace {

    private final BlobFiles blobs;

    DiskRoom(BlobFiles blobs) {
        this.blobs = blobs;
    }

    @Override
    public long bytes(Path directory) throws IOException {
        FileStore disk = Files.getFileStore(nearest(directory));
        return disk.equals(Files.getFileStore(blobs.work())) ? blobs.reserve().available() : disk.getUsableSpace();
    }

    /// The folder, or the first above it that is there.
    private static Path nearest(Path directory) {
        Path found = directory.toAbsolutePath();
        while (!Files.exists(found)) {
            found = found.getParent();
        }
        return found;
    }
}
