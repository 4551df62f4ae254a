package dev.kennel.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/// Counts files below a directory from which others may be vanishing.
final class BlobCount extends SimpleFileVisitor<Path> {

    private long files;

    private BlobCount() {}

    static long below(Path directory) {
        var count = new BlobCount();
        try {
            Files.walkFileTree(directory, count);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return count.files;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        files++;
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException gone) {
        return FileVisitResult.CONTINUE;
    }
}
