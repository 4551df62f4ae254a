package dev.kennel.quantize;

import java.nio.file.Path;
import java.util.List;

/// What a [ReferenceTask] wrote.
///
/// @param files in the order of the task's recipes
public record ReferenceReport(List<ReferenceFile> files) {

    public ReferenceReport {
        files = List.copyOf(files);
    }

    /// @param nanos of quantizing
    public record ReferenceFile(String recipe, Path file, long bytes, long nanos) {}
}
