package dev.kennel.quantize.cuda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class NvrtcLibraryTest {

    @TempDir
    Path directory;

    @Test
    void theNewestThatTheDriverKnowsIsTakenWhereverItIs() throws IOException {
        Path old = installed("old", "11.2", "11.8");
        Path right = installed("right", "12", "12.9");
        Path tooNew = installed("too-new", "13", "13.0");

        assertThat(NvrtcLibrary.newest(List.of(old, right, tooNew), 12)).contains(library(right, "12", "12.9"));
        assertThat(NvrtcLibrary.newest(List.of(old, right, tooNew), 13)).contains(library(tooNew, "13", "13.0"));
        assertThat(NvrtcLibrary.newest(List.of(old, right, tooNew), 11)).contains(library(old, "11.2", "11.8"));
        assertThat(NvrtcLibrary.newest(List.of(tooNew), 12)).isEmpty();
    }

    @Test
    void ofTwoDirectoriesTheFirstIsTaken() throws IOException {
        Path first = installed("first", "12", "12.1");
        Path second = installed("second", "12", "12.9");

        assertThat(NvrtcLibrary.newest(List.of(first, second), 12)).contains(library(first, "12", "12.1"));
    }

    @Test
    void oneWithoutItsBuiltinsOrInADirectoryThatIsNotThereIsPassedOver() throws IOException {
        Path broken = installed("broken", "12", "12.1");
        Files.delete(broken.resolve("libnvrtc-builtins.so.12.1"));

        assertThat(NvrtcLibrary.newest(List.of(broken, directory.resolve("nowhere")), 12))
                .isEmpty();
    }

    @Test
    void theNewestBuiltinsAreTakenByTheirNumbers() throws IOException {
        Path place = installed("place", "12", "12.9");
        Files.createFile(place.resolve("libnvrtc-builtins.so.12.10"));
        Files.createFile(place.resolve("libnvrtc-builtins.so.12.4.127"));

        assertThat(NvrtcLibrary.newest(List.of(place), 12)).contains(library(place, "12", "12.10"));
    }

    @Test
    void versionsAreComparedAsNumbers() {
        assertThat(Stream.of("cuda-12.10", "cuda-9.2", "cuda", "cuda-12.9", "cuda-12", "cuda-12.9.1")
                        .map(Path::of)
                        .sorted(Comparator.comparing(Version::of))
                        .map(Path::toString))
                .containsExactly("cuda", "cuda-9.2", "cuda-12", "cuda-12.9", "cuda-12.9.1", "cuda-12.10");
    }

    @Test
    void whatIsInItsPlaceIsNamed() throws IOException {
        Path tooNew = installed("too-new", "13", "13.0");
        Path empty = Files.createDirectory(directory.resolve("empty"));

        assertThat(Nvrtc.find(Optional.of(new NvrtcDirectory(tooNew)), 12)
                        .obstacle(90)
                        .orElseThrow())
                .startsWith("NVRTC for CUDA 12 is not in " + tooNew
                        + ": it has only libnvrtc-builtins.so.13.0, libnvrtc.so.13. ");
        assertThat(new NvrtcDirectory(tooNew).hasNvrtc()).isTrue();
        assertThat(new NvrtcDirectory(empty).hasNvrtc()).isFalse();
        assertThat(new NvrtcDirectory(empty).inWords()).isEqualTo("there is no libnvrtc.so in it");
    }

    @Test
    void theUsualDirectoriesBeginWithThoseThatLibrariesAreLookedForIn() {
        assertThat(NvrtcLibrary.usualDirectories())
                .startsWith(Path.of(System.getProperty("java.library.path").split(":")[0]))
                .contains(Path.of("/usr/local/cuda/lib64"));
    }

    private Path installed(String name, String version, String builtins) throws IOException {
        Path place = Files.createDirectory(directory.resolve(name));
        Files.createFile(place.resolve("libnvrtc.so." + version));
        Files.createFile(place.resolve("libnvrtc-builtins.so." + builtins));
        return place;
    }

    private static NvrtcLibrary library(Path place, String version, String builtins) {
        return new NvrtcLibrary(
                place.resolve("libnvrtc.so." + version), place.resolve("libnvrtc-builtins.so." + builtins));
    }
}
