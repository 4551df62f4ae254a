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

    private static String importRoots(Optional<String> configured) {
        return Command.of(new String[] {"demo"}).settings(_ -> configured).get("kennel.import.roots");
    }
}
