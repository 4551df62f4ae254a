package dev.kennel.jobs;

import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennel.quantize.EncoderChoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EncoderSettingsTest {

    @ParameterizedTest
    @EnumSource
    void whatIsKnownIsTaken(EncoderChoice choice) {
        assertThat(EncoderSettings.encoders(choice.text())).isEqualTo(choice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"smid", "SIMD", "cpu,simd"})
    void itDoesNotStartWithAnotherWord(String word) {
        assertThatThrownBy(() -> EncoderSettings.encoders(word))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("kennel.encoder is %s; it must be one of auto, cpu, ggml, simd, opencl, cuda.", word);
    }

    /// A cause would be told in place of it.
    @Test
    void theRefusalIsAllThatIsSaid() {
        assertThatThrownBy(() -> EncoderSettings.encoders("smid")).hasNoCause();
    }
}
