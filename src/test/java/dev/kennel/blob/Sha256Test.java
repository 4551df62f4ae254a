package dev.kennel.blob;

import java.io.ByteArrayInputStream;
import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class Sha256Test {

    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void digestsBytesAndStreamsAlike() throws IOException {
        byte[] abc = {'a', 'b', 'c'};

        assertThat(Sha256.of(abc)).hasToString(OF_ABC);
        assertThat(Sha256.of(new ByteArrayInputStream(abc))).hasToString(OF_ABC);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "../../../../etc/passwd",
                "ba7816bf",
                "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
                "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                "../816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\n",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a\u0664"
            })
    void refusesWhatIsNotADigest(String text) {
        assertThat(Sha256.parse(text)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sha256(text))
                .withMessageContaining("64 lower-case hexadecimal digits");
    }

    @Test
    void keepsAnEndlessTextOutOfTheMessage() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sha256("x".repeat(1 << 20)))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    }
}
