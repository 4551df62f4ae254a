package dev.kennel.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

import dev.kennel.blob.BlobFiles;

/// A directory on the store's disk for what a worker writes, gone when closed.
public record StagingDirectory(Path path) implements AutoCloseable {

    /// Makes an attempt's directory. What earlier attempts at the share could not clear away goes first.
    public static StagingDirectory below(BlobFiles files, AttemptId attempt) throws IOException {
        String share = "share-" + attempt.share() + "-";
        try (DirectoryStream<Path> earlier = Files.newDirectoryStream(files.staging(), share + "*")) {
            for (Path directory : earlier) {
                new StagingDirectory(directory).close();
            }
        }
        return new StagingDirectory(Files.createDirectory(files.staging().resolve(share + attempt.attempt())));
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
