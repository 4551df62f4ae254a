package dev.kennel.quantize.cuda;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The files of NVRTC, which is no part of NVIDIA's driver.
///
/// @param builtins what it opens itself, in the same directory
record NvrtcLibrary(Path nvrtc, Path builtins) {

    /// All versions 11.2 to 11.8 are called so; since 12 the name has the major version alone.
    private static final String OF_CUDA_11 = "11.2";

    private static final int FIRST_MAJOR_NAME = 12;

    /// The newest in some directories that a driver can load the results of.
    ///
    /// @param directories that need not be there
    /// @param cuda the major version that the driver knows
    static Optional<NvrtcLibrary> newest(List<Path> directories, int cuda) {
        return versions(cuda)
                .flatMap(version -> directories.stream().flatMap(directory -> in(directory, version).stream()))
                .findFirst();
    }

    private static Stream<String> versions(int cuda) {
        Stream<String> majors = IntStream.iterate(cuda, major -> major >= FIRST_MAJOR_NAME, major -> major - 1)
                .mapToObj(Integer::toString);
        return Stream.concat(majors, Stream.of(OF_CUDA_11));
    }

    private static Optional<NvrtcLibrary> in(Path directory, String version) {
        Path file = directory.resolve("libnvrtc.so." + version);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        String major = version.split("\\.")[0];
        return matching(directory, "libnvrtc-builtins.so." + major + ".*")
                .max(Comparator.comparing(Version::of))
                .map(builtins -> new NvrtcLibrary(file, builtins));
    }

    /// Where NVRTC usually is: the directories that libraries are looked for in, then those of CUDA's packages.
    static List<Path> usualDirectories() {
        List<Path> directories = new ArrayList<>();
        Stream.of(System.getProperty("java.library.path").split(":"))
                .filter(directory -> !directory.isEmpty())
                .map(Path::of)
                .forEach(directories::add);
        directories.add(Path.of("/usr/lib/x86_64-linux-gnu"));
        directories.add(Path.of("/usr/local/cuda/lib64"));
        matching(Path.of("/usr/local"), "cuda-*")
                .sorted(Comparator.comparing(Version::of).reversed())
                .map(toolkit -> toolkit.resolve("lib64"))
                .forEach(directories::add);
        directories.add(Path.of("/opt/cuda/lib64"));
        return directories;
    }

    /// Nothing where the directory is not there or cannot be read.
    private static Stream<Path> matching(Path directory, String glob) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, glob)) {
            return StreamSupport.stream(files.spliterator(), false).toList().stream();
        } catch (IOException | DirectoryIteratorException e) {
            return Stream.empty();
        }
    }
}
