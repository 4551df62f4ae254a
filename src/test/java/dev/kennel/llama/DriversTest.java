package dev.kennel.llama;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class DriversTest {

    private static final List<LogLine> LOADING = List.of(
            line("ggml_vulkan: Found 3 Vulkan devices:"),
            line("ggml_vulkan: 0 = NVIDIA GeForce RTX 3090 (NVIDIA) | uma: 0 | fp16: 1 | bf16: 1"),
            line("ggml_vulkan: 1 = AMD Radeon RX 7900 XTX (RADV NAVI31) (radv) | uma: 0 | fp16: 1 | bf16: 0"),
            line("ggml_vulkan: 2 = llvmpipe (LLVM 15.0.6, 256 bits) (llvmpipe) | uma: 1 | fp16: 1 | bf16: 0"));

    @TempDir
    Path directory;

    @Test
    void vulkansAreTheOnesThatItsBackendLogs() {
        var drivers = new Drivers(LOADING, directory.resolve("absent"));

        assertThat(drivers.of("Vulkan0")).contains("NVIDIA");
        assertThat(drivers.of("Vulkan1")).contains("radv");
        assertThat(drivers.of("Vulkan2")).contains("llvmpipe");
        assertThat(drivers.of("Vulkan3")).isEmpty();
        assertThat(drivers.of("CUDA0")).isEmpty();
    }

    @Test
    void nvidiasVersionIsReadFromItsModule() throws IOException {
        Path module = Files.writeString(
                directory.resolve("version"),
                "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  580.65.06  Release Build  (dvs)\n"
                        + "GCC version:  gcc version 12.2.0 (Debian 12.2.0-14)\n");

        var drivers = new Drivers(LOADING, module);

        assertThat(drivers.of("CUDA0")).contains("NVIDIA 580.65.06");
        assertThat(drivers.of("Vulkan0")).contains("NVIDIA 580.65.06");
        assertThat(drivers.of("Vulkan2")).contains("llvmpipe");
    }

    private static LogLine line(String text) {
        return new LogLine(LogLine.Level.DEBUG, text);
    }
}
