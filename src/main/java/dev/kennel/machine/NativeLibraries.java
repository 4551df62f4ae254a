package dev.kennel.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.kennel.web.ByteScale;

/// The directory of llama.cpp's libraries, looked at from outside: the server loads none of them, its workers do.
///
/// @param directory where they should be; empty when none is configured
/// @param files that are there
/// @param problem why there is nothing to use
@Schema(name = "NativeLibraries")
record NativeLibraries(Optional<String> directory, List<Library> files, Optional<String> problem) {

    private static final Pattern LIBRARY = Pattern.compile("(lib)?(ggml|llama).*\\.(so|dylib|dll)(\\.\\d+)*");

    /// @param does what it is there for, by its name
    @Schema(name = "NativeLibrary")
    record Library(String name, long bytes, String does) {}

    static NativeLibraries in(Optional<Path> directory) {
        if (directory.isEmpty()) {
            return nothing(directory, "kennel.llama.directory is not set. ./kennel serve sets it.");
        }
        if (!Files.isDirectory(directory.get())) {
            return nothing(
                    directory,
                    "There is no such directory. ./kennel fetches the libraries; or set"
                            + " KENNEL_LLAMA_DIRECTORY to a llama.cpp build of your own.");
        }
        try (Stream<Path> entries = Files.list(directory.get())) {
            List<Library> files = entries.map(Path::getFileName)
                    .map(Path::toString)
                    .filter(name -> LIBRARY.matcher(name).matches())
                    .sorted()
                    .map(name -> library(directory.get(), name))
                    .toList();
            return files.isEmpty()
                    ? nothing(directory, "There is no library of llama.cpp in this directory.")
                    : new NativeLibraries(directory.map(Path::toString), files, Optional.empty());
        } catch (IOException e) {
            return nothing(directory, "This directory cannot be read: " + e + ".");
        }
    }

    @JsonIgnore
    public ByteScale scale() {
        return ByteScale.of(files.stream().map(Library::bytes).toList());
    }

    private static NativeLibraries nothing(Optional<Path> directory, String problem) {
        return new NativeLibraries(directory.map(Path::toString), List.of(), Optional.of(problem));
    }

    private static Library library(Path directory, String name) {
        return new Library(name, directory.resolve(name).toFile().length(), does(name));
    }

    private static String does(String name) {
        if (name.contains("ggml-cpu")) {
            return "runs models on CPUs: "
                    + name.replaceFirst(".*ggml-cpu-?", "").replaceFirst("\\..*", "");
        }
        if (name.contains("ggml-cuda")) {
            return "runs models on NVIDIA GPUs";
        }
        if (name.contains("ggml-vulkan")) {
            return "runs models on GPUs through Vulkan";
        }
        if (name.contains("ggml-base")) {
            return "encodes tensors, reads and writes GGUF";
        }
        if (name.contains("llama-common")) {
            return "parts of llama.cpp’s own tools";
        }
        return name.contains("llama") ? "plans quants, loads models" : "finds devices";
    }
}
