package dev.kennel.sweeps;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

import dev.kennel.blob.BlobFiles;

/// A directory on the store's disk for what a worker writes, gone when closed.
record StagingDirectory(Path path) implements AutoCloseable {

    static StagingDirectory below(BlobFiles files) throws IOException {
        return new StagingDirectory(Files.createTempDirectory(files.staging(), "sweep-"));
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> entries = Files.walk(path)) {
            entries.sorted(Comparator.reverseOrder()).forEach(StagingDirectory::delete);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void delete(Path entry) {
        try {
            Files.deleteIfExists(entry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
