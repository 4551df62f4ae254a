package dev.kennel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What `./kennel` says without building or starting anything.
class KennelScriptTest {

    /// @param status with which it ended
    private record Said(String text, int status) {}

    @Test
    void theOptionsOfABenchAreToldWhereHelpIsAskedFor() throws Exception {
        Said said = kennel("bench", "encode", "--help");

        assertThat(said.text())
                .startsWith("  bench sweep|encode|")
                .contains("--only kernels|ladder", "--types TYPE,TYPE…")
                .doesNotContain("torture");
        assertThat(said.status()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "export", "rebuild", "gpu-check", "torture"})
    void everyCommandHasItsHelp(String command) throws Exception {
        Said said = kennel(command, "--help");

        assertThat(said.text()).startsWith("  " + command + " ");
        assertThat(said.status()).isZero();
    }

    @Test
    void whatIsNoCommandHasNone() throws Exception {
        Said said = kennel("sevre", "--help");

        assertThat(said.text()).startsWith("There is no command 'sevre'.");
        assertThat(said.status()).isEqualTo(1);
    }

    @Test
    void anOptionOfABenchThatTakesNoneIsNamed() throws Exception {
        Said said = kennel("bench", "sweep", "--fast");

        assertThat(said.text()).isEqualTo("bench sweep takes no options, not '--fast'.\n");
        assertThat(said.status()).isEqualTo(1);
    }

    private static Said kennel(String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("bash", "kennel"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(text, process.waitFor());
    }
}
