package dev.kennel.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Looks from outside whether llama.cpp's libraries could find any device beside the CPU.
final class DeviceLibraries {

    private static final Pattern BACKEND =
            Pattern.compile("(lib)?ggml-(?!base\\b|cpu\\b)\\w+\\.(so|dylib|dll)(\\.\\d+)*");

    private DeviceLibraries() {}

    /// @param directory of the libraries; need not be there
    static boolean areIn(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.anyMatch(
                    file -> BACKEND.matcher(file.getFileName().toString()).matches());
        } catch (IOException nothingThere) {
            return false;
        }
    }
}
