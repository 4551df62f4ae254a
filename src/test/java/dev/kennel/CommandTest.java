package dev.kennel;

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
                .isEqualTo(new Command.Rebuild("qwen/Qwen3.5/Q4_K_M"));
        assertThatThrownBy(() -> Command.of(new String[] {"rebuild", "Q4_K_M"})).hasMessageContaining("'Q4_K_M'");
        assertThatThrownBy(() -> Command.of(new String[] {"rebuild"})).hasMessageContaining("OWNER/NAME/QUANT");
    }

    @Test
    void aDerivationIsCheckedWithTheMatrixThatIsNamed() {
        assertThat(Command.of(new String[] {"check-derivation", "--imatrix", "calib.gguf", "bob/Q-GGUF/Q4_0"}))
                .isEqualTo(new Command.CheckDerivation("bob/Q-GGUF/Q4_0", Optional.of("calib.gguf")));
        assertThat(Command.of(new String[] {"check-derivation", "bob/Q-GGUF/Q4_0"}))
                .isEqualTo(new Command.CheckDerivation("bob/Q-GGUF/Q4_0", Optional.empty()));
        assertThatThrownBy(() -> Command.of(new String[] {"check-derivation", "bob/Q-GGUF/Q4_0", "--imatrix"}))
                .hasMessageContaining("'none'");
    }

    private static String importRoots(Optional<String> configured) {
        return Command.of(new String[] {"demo"}).settings(_ -> configured).get("kennel.import.roots");
    }
}
