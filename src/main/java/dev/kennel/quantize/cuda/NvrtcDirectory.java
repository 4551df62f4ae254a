package dev.kennel.quantize.cuda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where the configuration says that NVRTC is, where that is not one of the usual directories.
record NvrtcDirectory(Path path) {

    static final String PROPERTY = "kennel.cuda.nvrtc";

    private static final int ANY_CUDA = 99;

    static Optional<NvrtcDirectory> configured() {
        return Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of).map(NvrtcDirectory::new);
    }

    /// Whether an NVRTC is there with its builtins, for some driver.
    boolean hasNvrtc() {
        return NvrtcLibrary.newest(List.of(path), ANY_CUDA).isPresent();
    }

    /// What is there in place of the NVRTC that was looked for, after a colon.
    String inWords() {
        if (!Files.isDirectory(path)) {
            return "there is no such directory";
        }
        try (Stream<Path> files = Files.list(path)) {
            String found = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("libnvrtc"))
                    .sorted()
                    .collect(Collectors.joining(", "));
            return found.isEmpty() ? "there is no libnvrtc.so in it" : "it has only " + found;
        } catch (IOException | UncheckedIOException e) {
            return "it cannot be read";
        }
    }
}
