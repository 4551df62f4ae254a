package dev.kennel.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Iterator;

import dev.kennel.blob.Segment;

/// Looks whether the files that a body is sent from are there and long enough: a call of the system each, so that a
/// download that would break off is refused instead.
final class DiskCheck {

    private DiskCheck() {}

    /// Whether all of these parts can be read.
    static boolean holds(Iterator<Segment> parts) {
        while (parts.hasNext()) {
            if (parts.next() instanceof Segment.Region region
                    && size(region.file()) < region.offset() + region.length()) {
                return false;
            }
        }
        return true;
    }

    /// -1 when there is no such file.
    private static long size(Path file) {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile() ? attributes.size() : -1;
        } catch (IOException e) {
            return -1;
        }
    }
}
