package dev.kennel.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennel.llama.PackagedLlama;

import static org.assertj.core.api.Assertions.assertThat;

class DeviceLibrariesTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"libggml-vulkan.so", "libggml-cuda.so", "libggml-hip.so.0", "ggml-vulkan.dll"})
    void aBackendForDevicesIsFound(String file) throws IOException {
        Files.createFile(directory.resolve(file));

        assertThat(DeviceLibraries.areIn(directory)).isTrue();
    }

    @Test
    void thePackagedLibrariesKnowTheCpuOnly() {
        assertThat(DeviceLibraries.areIn(PackagedLlama.DIRECTORY)).isFalse();
    }

    @Test
    void whereThereIsNoDirectoryThereAreNone() {
        assertThat(DeviceLibraries.areIn(directory.resolve("absent"))).isFalse();
    }
}
