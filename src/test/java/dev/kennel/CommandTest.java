package dev.kennel;

import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CommandTest {

    private static final String DEMO_MODELS = "${kennel.demo.directory:src/main/demo}";

    @Test
    void theDemoAddsItsModelsToTheImportRoots() {
        assertThat(importRoots(Optional.of("/models,/more"))).isEqualTo("/models,/more," + DEMO_MODELS);
        assertThat(importRoots(Optional.empty())).isEqualTo(DEMO_MODELS);
    }

    @Test
    void wordsThatAreNoCommandAreNamed() {
        assertThatThrownBy(() -> Command.of(new String[] {"sevre"})).hasMessageContaining("'sevre'");
        assertThatThrownBy(() -> Command.of(new String[] {"verify", "--mend"})).hasMessageContaining("'--mend'");
    }

    @Test
    void aQuantIsNamedWithItsRepository() {
        assertThat(Command.of(new String[] {"rebuild", "qwen/Qwen3.5/Q4_K_M"}))
                .isEqualTo(new Command.Rebuild("qwen/Qwen3.5/Q4_K_M", Optional.empty()));
        assertThatThrownBy(() -> Command.of(new String[] {"rebuild", "Q4_K_M"})).hasMessageContaining("'Q4_K_M'");
        assertThatThrownBy(() -> Command.of(new String[] {"rebuild"})).hasMessageContaining("OWNER/NAME/QUANT");
    }

    @Test
    void aDerivationIsCheckedWithTheMatrixThatIsNamed() {
        assertThat(Command.of(new String[] {"check-derivation", "--imatrix", "calib.gguf", "bob/Q-GGUF/Q4_0"}))
                .isEqualTo(new Command.CheckDerivation("bob/Q-GGUF/Q4_0", Optional.of("calib.gguf"), Optional.empty()));
        assertThat(Command.of(new String[] {"check-derivation", "bob/Q-GGUF/Q4_0"}))
                .isEqualTo(new Command.CheckDerivation("bob/Q-GGUF/Q4_0", Optional.empty(), Optional.empty()));
        assertThatThrownBy(() -> Command.of(new String[] {"check-derivation", "bob/Q-GGUF/Q4_0", "--imatrix"}))
                .hasMessageContaining("'none'");
    }

    @Test
    void theDeviceCanBeNamed() {
        var rebuild = (Command.Remote) Command.of(new String[] {"rebuild", "--device", "cpu", "qwen/Qwen3.5/Q4_K_M"});
        var check = (Command.Remote) Command.of(
                new String[] {"check-derivation", "--imatrix", "none", "bob/Q-GGUF/Q4_0", "--device", "OpenCL0"});

        assertThat(rebuild.quant()).isEqualTo("qwen/Qwen3.5/Q4_K_M");
        assertThat(rebuild.parameters()).isEqualTo(Map.of("device", "cpu"));
        assertThat(check.quant()).isEqualTo("bob/Q-GGUF/Q4_0");
        assertThat(check.parameters()).isEqualTo(Map.of("imatrix", "none", "device", "OpenCL0"));
        assertThatThrownBy(() -> Command.of(new String[] {"rebuild", "qwen/Qwen3.5/Q4_K_M", "--device"}))
                .hasMessage("--device takes what to encode on: 'auto', 'cpu', or the name of a device.");
    }

    @Test
    void anOptionThatThereIsNotIsNamed() {
        assertThatThrownBy(() -> Command.of(new String[] {"rebuild", "--devise", "cpu", "qwen/Qwen3.5/Q4_K_M"}))
                .hasMessage("rebuild has no option '--devise'; it takes --device.");
        assertThatThrownBy(() -> Command.of(new String[] {"check-derivation", "bob/Q-GGUF/Q4_0", "--fast"}))
                .hasMessage("check-derivation has no option '--fast'; it takes --imatrix and --device.");
        assertThatThrownBy(() -> Command.of(
                        new String[] {"rebuild", "qwen/Qwen3.5/Q4_0", "--device", "cpu", "--device", "auto"}))
                .hasMessage("--device is there twice.");
    }

    private static String importRoots(Optional<String> configured) {
        return Command.of(new String[] {"demo"}).settings(_ -> configured).get("kennel.import.roots");
    }
}
