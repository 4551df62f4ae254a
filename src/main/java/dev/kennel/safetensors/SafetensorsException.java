package dev.kennel.safetensors;

import java.io.IOException;
import java.nio.file.Path;

/// A safetensors file, or a part of one, that cannot be read. The message names the file, what is wrong, with the
/// value, and what to do.
public final class SafetensorsException extends IOException {

    private final String problem;

    SafetensorsException(Path file, String problem) {
        super(file.getFileName() + ": " + problem);
        this.problem = problem;
    }

    /// The message without the file's name, which in the store is a digest.
    public String problem() {
        return problem;
    }
}
