package dev.kennel.llama;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LlamaLibrariesTest {

    private static final List<String> THREE = List.of("libggml-base.so", "libggml.so", "libllama.so");

    @TempDir
    Path directory;

    @Test
    void findsThePackagedLibrariesUnderTheirVersionedNames() {
        // When
        LlamaLibraries libraries = LlamaLibraries.in(PackagedLlama.DIRECTORY);
        // Then
        assertThat(libraries.base()).hasFileName("libggml-base.so");
        assertThat(libraries.ggml()).hasFileName("libggml.v0.5.0.so");
        assertThat(libraries.llama()).hasFileName("libllama.v0.5.0.so");
    }

    @ParameterizedTest
    @ValueSource(strings = {"vulkan", "cuda"})
    void findsThoseThatKnowGpusUnderTheNamesOfTheirPackages(String variant) throws IOException {
        // Given
        for (String file : List.of(
                "libggml-base.so",
                "libggml-" + variant + ".so",
                "libggml-cpu-haswell.so",
                "libggml." + variant + ".v0.5.0.so",
                "libllama." + variant + ".v0.5.0.so",
                "libllama-common.so")) {
            Files.createFile(directory.resolve(file));
        }
        // When
        LlamaLibraries libraries = LlamaLibraries.in(directory);
        // Then
        assertThat(libraries.base()).hasFileName("libggml-base.so");
        assertThat(libraries.ggml()).hasFileName("libggml." + variant + ".v0.5.0.so");
        assertThat(libraries.llama()).hasFileName("libllama." + variant + ".v0.5.0.so");
    }

    @Test
    void findsTheLibrariesOfABuildOfOnesOwn() throws IOException {
        // Given
        for (String file :
                List.of("libggml-base.so", "libggml.so", "libllama.so", "libllama.so.0", "libllama-common.so")) {
            Files.createFile(directory.resolve(file));
        }
        // When
        LlamaLibraries libraries = LlamaLibraries.in(directory);
        // Then
        assertThat(libraries.llama()).hasFileName("libllama.so");
    }

    @Test
    void namesTheLibraryThatIsMissing() throws IOException {
        // Given
        Files.createFile(directory.resolve("libggml-base.so"));
        // Then
        assertThatThrownBy(() -> LlamaLibraries.in(directory))
                .isInstanceOf(LlamaException.class)
                .hasMessageContaining("There is no libggml in " + directory);
    }

    @Test
    void passesOnWhyALibraryCannotBeLoaded() throws IOException {
        // Given
        for (String file : THREE) {
            Files.writeString(directory.resolve(file), "no library");
        }
        // Then
        assertThatThrownBy(() -> LlamaLibraries.in(directory).load(Optional.empty()))
                .isInstanceOf(LlamaException.class)
                .hasMessageContaining("libggml-base.so")
                .hasMessageContaining("file too short");
    }

    @Test
    void namesTheFunctionsThatALibraryLacks() throws IOException {
        // Given
        Path base = LlamaLibraries.in(PackagedLlama.DIRECTORY).base();
        for (String file : THREE) {
            Files.copy(base, directory.resolve(file));
        }
        // Then
        assertThatThrownBy(() -> LlamaLibraries.in(directory).load(Optional.empty()))
                .isInstanceOf(LlamaException.class)
                .hasMessageContaining("lacks llama_version")
                .hasMessageContaining("llama_model_quantize")
                .hasMessageContaining("ggml_backend_load");
    }

    @Test
    void namesTheCpuVariantsThereAreWhenThePinnedOneIsNot() {
        // Given
        var backends = new Backends(PackagedLlama.DIRECTORY, Optional.of("pentium"), null, null, new NativeLog());
        // Then
        assertThatThrownBy(backends::cpuVariant)
                .isInstanceOf(LlamaException.class)
                .hasMessageContaining("'pentium'")
                .hasMessageContaining("haswell, icelake");
    }
}
