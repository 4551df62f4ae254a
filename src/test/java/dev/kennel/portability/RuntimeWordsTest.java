package dev.kennel.portability;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RuntimeWordsTest {

    private static final Path STAGING = Path.of("/store/staging/share-1-1");

    @Test
    void theReasonComesFirstAndWhatIsNoReasonIsLeftOut() {
        String words = words(
                "print_info: file format = GGUF V3 (latest)",
                "llama_model_load: error loading model: error loading model architecture: unknown model architecture:"
                        + " 'qwen35moe'",
                "llama_model_load_from_file_impl: failed to load model");

        assertThat(words).isEqualTo("unknown model architecture: 'qwen35moe'\nfailed to load model");
    }

    @Test
    void whereTheFileLayMeanwhileIsLeftOut() {
        assertThat(words("srv    load_model: failed to load model, '/store/staging/share-1-1/quant.gguf'"))
                .endsWith("failed to load model, 'quant.gguf'");
    }

    @Test
    void theSignalAndTheLibraryOfACrashAreKept() {
        String words = words(
                "#",
                "# A fatal error has been detected by the Java Runtime Environment:",
                "#  SIGSEGV (0xb) at pc=0x00007f1e, pid=27, tid=28",
                "# Problematic frame:",
                "# C  [libjllama.so+0x2c3d40]");

        assertThat(words).contains("SIGSEGV (0xb)").contains("libjllama.so").doesNotContain("Problematic");
    }

    @Test
    void isBounded() {
        String line = "error: " + "x".repeat(1_500);

        assertThat(RuntimeWords.of(List.of(line + 1, line + 2), STAGING)).hasSizeLessThanOrEqualTo(2_001);
        assertThat(RuntimeWords.of(Collections.nCopies(40, "error: again"), STAGING))
                .isEqualTo("again");
    }

    private static String words(String... lines) {
        return RuntimeWords.of(List.of(lines), STAGING);
    }
}
