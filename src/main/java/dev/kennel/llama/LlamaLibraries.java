package dev.kennel.llama;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A directory with llama.cpp's shared libraries: the packaged ones or a build of one's own.
///
/// Backends (`libggml-cpu-*`, `libggml-cuda`, …) lie beside them and are loaded when a model is.
public record LlamaLibraries(Path directory, Path base, Path ggml, Path llama) {

    /// `libggml.so`, `libggml.v0.5.0.so`, `libllama.cuda.v0.5.0.so`, `libllama.so.0.5.0`, `ggml-base.dll`, …
    private static final String FILE_NAME = "(lib)?%s(\\.[\\w.]+)?\\.(so|dylib|dll)(\\.\\d+)*";

    /// Finds the libraries.
    ///
    /// @throws LlamaException naming the ones that are not there
    public static LlamaLibraries in(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new LlamaException("There is no directory " + directory
                    + ". kennel.llama.directory must name one with llama.cpp's shared libraries.");
        }
        return new LlamaLibraries(
                directory, find(directory, "ggml-base"), find(directory, "ggml"), find(directory, "llama"));
    }

    private static Path find(Path directory, String name) {
        Pattern pattern = Pattern.compile(FILE_NAME.formatted(Pattern.quote(name)));
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file ->
                            pattern.matcher(file.getFileName().toString()).matches())
                    .min(Comparator.comparingInt(file -> file.toString().length()))
                    .orElseThrow(() -> new LlamaException("There is no lib" + name + " in " + directory
                            + ". A build of llama.cpp with BUILD_SHARED_LIBS=ON has one in build/bin."));
        } catch (IOException e) {
            throw new LlamaException("The directory " + directory + " cannot be read: " + e.getMessage(), e);
        }
    }

    /// Loads them into this process, for its lifetime, and checks that they are what this binding was written for.
    ///
    /// @param cpuVariant loads this CPU backend only, `haswell` for `libggml-cpu-haswell.so`; llama.cpp
    ///     chooses when empty
    /// @throws LlamaException saying exactly what does not fit
    public Llama load(Optional<String> cpuVariant) {
        return Llama.load(directory, List.of(open(base), open(ggml), open(llama)), cpuVariant);
    }

    private static SymbolLookup open(Path library) {
        try {
            return SymbolLookup.libraryLookup(library, Arena.global());
        } catch (IllegalArgumentException e) {
            throw new LlamaException("The library " + library + " cannot be loaded: " + reason(library, e), e);
        }
    }

    /// The loader's own words, which only `System.load` passes on.
    private static String reason(Path library, IllegalArgumentException refusal) {
        try {
            System.load(library.toAbsolutePath().toString());
            return refusal.getMessage();
        } catch (UnsatisfiedLinkError e) {
            return e.getMessage();
        }
    }
}
