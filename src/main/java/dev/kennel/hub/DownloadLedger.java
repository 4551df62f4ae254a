package dev.kennel.hub;

import java.io.IOException;
import java.util.Optional;

import dev.kennel.blob.VirtualFile;

/// Keeps the blobs of files that are being downloaded from being collected.
interface DownloadLedger {

    /// Blocks for as long as the database takes.
    ///
    /// @return empty when some of the file's blobs are gone
    Optional<Lease> open(VirtualFile file) throws IOException;

    /// The file's blobs stay until it is closed. Closing again does nothing.
    interface Lease extends AutoCloseable {
        @Override
        void close();
    }
}
