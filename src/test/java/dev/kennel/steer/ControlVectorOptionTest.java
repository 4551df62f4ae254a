package dev.kennel.steer;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ControlVectorOptionTest {

    @Test
    void whatLlamaCppTakesApartIsQuoted() {
        assertThat(ControlVectorOption.of("hedge.gguf", "1.0")).isEqualTo("hedge.gguf:1.0");
        assertThat(ControlVectorOption.of("my hedge.gguf", "-0.5")).isEqualTo("my hedge.gguf:-0.5");
        assertThat(ControlVectorOption.of("a,b.gguf", "1.0")).isEqualTo("\"a,b.gguf:1.0\"");
        assertThat(ControlVectorOption.of("a\",b.gguf", "1.0")).isEqualTo("\"a\"\",b.gguf:1.0\"");
        assertThat(ControlVectorOption.of("\"a.gguf", "1.0")).isEqualTo("\"\"\"a.gguf:1.0\"");
    }

    @Test
    void aColonCannotBeGiven() {
        assertThat(ControlVectorOption.takes("a:b.gguf")).isFalse();
        assertThatThrownBy(() -> ControlVectorOption.of("a:b.gguf", "1.0")).hasMessageContaining("a:b.gguf");
    }
}
