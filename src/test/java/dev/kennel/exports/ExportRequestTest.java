package dev.kennel.exports;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennel.catalog.RepositoryName;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ExportRequestTest {

    @Test
    void everyOptionIsRead() {
        ExportRequest request =
                parse("demo/Pup out --quant Q8_0 --quant Q4_0 --as me/Pup-GGUF --split-max-size 500M --force");

        assertThat(request)
                .isEqualTo(new ExportRequest(
                        new RepositoryName("demo", "Pup"),
                        Path.of("out"),
                        List.of("Q8_0", "Q4_0"),
                        new RepositoryName("me", "Pup-GGUF"),
                        new PartSize(500_000_000, 500_000_000, "500M"),
                        true));
    }

    @Test
    void byItselfItIsTheWholeRepositoryUnderItsOwnName() {
        ExportRequest request = parse("demo/Pup out");

        assertThat(request.quants()).isEmpty();
        assertThat(request.hubName()).hasToString("demo/Pup");
        assertThat(request.parts().whole()).isEqualTo(50_000_000_000L);
        assertThat(request.force()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo/Pup",
                "demo/Pup out more",
                "Pup out",
                "demo/Pup out --quant",
                "demo/Pup out --all",
                "demo/Pup out --split-max-size 4T",
                "demo/Pup out --split-max-size 0G"
            })
    void wordsThatDoNotFitAreRefused(String words) {
        assertThatIllegalArgumentException().isThrownBy(() -> parse(words));
    }

    private static ExportRequest parse(String words) {
        return ExportRequest.parse(List.of(words.split(" ")));
    }
}
