package dev.kennel.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.kennel.Fixtures;
import dev.kennel.device.SoftwareGpu;
import dev.kennel.llama.PackagedLlama;
import dev.kennel.quantize.opencl.AnyOpenCl;

import static org.assertj.core.api.Assertions.assertThat;

/// The command's main, as `./kennel gpu-check` starts it.
class GpuCheckTest {

    /// @param status with which it ended
    private record Report(String text, int status) {}

    @Test
    void aModelThatRunsOnTheDevicePasses() throws Exception {
        SoftwareGpu.require();

        Report report = check(SoftwareGpu.LIBRARIES, "--software", "--model", Fixtures.LLAMA.toString());

        assertThat(report.text())
                .contains(SoftwareGpu.NAME + ": ")
                .contains("as the CPU: \"")
                .contains("KLD 0.0")
                .contains("imatrix ", "routed elsewhere")
                .containsPattern("memory +\\S+ MiB allocated, \\S+ of them on Vulkan0")
                .endsWith("result: devices=%1$d passed=%1$d failed=0%n".formatted(AnyOpenCl.isThere() ? 2 : 1));
        assertThat(report.status()).isZero();
    }

    @Test
    void aModelThatDoesNotLoadFails() throws Exception {
        SoftwareGpu.require();

        Report report = check(SoftwareGpu.LIBRARIES, "--software", "--model", "pom.xml");

        assertThat(report.text()).contains("cannot load").contains("pom.xml");
        assertThat(report.status()).isEqualTo(1);
    }

    @Test
    void withoutADeviceItFailsAndSaysWhatToDo() throws Exception {
        Report report = check(PackagedLlama.DIRECTORY);

        assertThat(report.text()).contains("KENNEL_LLAMA=vulkan").endsWith("result: devices=0 passed=0 failed=0\n");
        assertThat(report.status()).isEqualTo(1);
    }

    @Test
    void anOpenClDeviceThatEncodesAsLlamaCppPasses() throws Exception {
        AnyOpenCl.require();

        Report report = check(PackagedLlama.DIRECTORY, "--software");

        assertThat(report.text())
                .contains("encoding: OpenCL0, ", "as llama.cpp: q4_0, q4_1", "iq1_m", "widens as llama.cpp: f16, bf16")
                .endsWith("result: devices=1 passed=1 failed=0\n");
        assertThat(report.status()).isZero();
    }

    @Test
    void aModelThatIsNotThereIsNamedThoughThereIsNoDevice() throws Exception {
        Report report = check(PackagedLlama.DIRECTORY, "--model", "no/such/model.gguf");

        assertThat(report.text())
                .isEqualTo("--model: there is no file %s that can be read.\n"
                        .formatted(Path.of("no/such/model.gguf").toAbsolutePath()));
        assertThat(report.status()).isEqualTo(1);
    }

    @Test
    void anOptionThatIsNoneIsNamed() throws Exception {
        Report report = check(PackagedLlama.DIRECTORY, "--fast");

        assertThat(report.text()).contains("'--fast'");
        assertThat(report.status()).isEqualTo(1);
    }

    private static Report check(Path libraries, String... options) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dkennel.llama.directory=" + libraries,
                "-Dkennel.demo.directory=src/main/demo",
                "-Dkennel.texts.directory=src/main/texts",
                "-cp",
                System.getProperty("java.class.path"),
                GpuCheck.class.getName()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Report(text, process.waitFor());
    }
}
