package dev.kennel.recipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.kennel.yaml.YamlException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class HostileYamlTest {

    private static final String HEAD = "name: Q4_0\nuse: None.\nbase: Q4_0\n";

    @TempDir
    Path directory;

    @Test
    void refusesAliasesThatGrow() {
        StringBuilder bomb = new StringBuilder(HEAD + "families:\n- &a0 [x]\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("- &a%d [*a%d, *a%d]%n".formatted(i, i - 1, i - 1));
        }

        assertThat(refusalOf(bomb.toString())).containsIgnoringCase("alias");
    }

    @Test
    void refusesAnAliasOfAText() {
        assertThat(refusalOf(HEAD + "output: &t q8_0\nembedding: *t\n"))
                .contains("hostile.yaml:4: output: anchors and aliases ('&t') are not used");
    }

    @Test
    void refusesAnAliasOfItself() {
        assertThat(refusalOf("&a {name: *a}")).contains("hostile.yaml:1: ");
        assertThat(refusalOf(HEAD + "families: &a [*a]")).contains("this YAML is refused");
    }

    @Test
    void refusesDeepNesting() {
        assertThat(refusalOf(HEAD + "families: " + "[".repeat(20_000))).contains("this YAML is refused");
        assertThat(refusalOf("{a: ".repeat(10_000))).contains("this YAML is refused");
    }

    @Test
    void refusesHugeTexts() {
        assertThat(refusalOf(HEAD + "#" + "x".repeat(70_000))).contains("at most 65536 are read");
        assertThat(refusalOf("name: Q4_0\nbase: Q4_0\nuse: " + "x".repeat(1_001)))
                .contains("hostile.yaml:3: use: it has 1001 characters; at most 1000");
    }

    @Test
    void readsNoMoreOfAFileThanItWouldTake() throws IOException {
        Path file = directory.resolve("big.yaml");
        Files.write(file, new byte[1 << 20]);

        assertThat(catchThrowableOfType(YamlException.class, () -> RecipeFile.read(file)))
                .hasMessageContaining("big.yaml:1: it has more than 262144 bytes");
    }

    @Test
    void refusesOtherEncodings() throws IOException {
        Path file = directory.resolve("latin.yaml");
        Files.write(file, new byte[] {'n', (byte) 0xe9});

        assertThat(catchThrowableOfType(YamlException.class, () -> RecipeFile.read(file)))
                .hasMessageContaining("latin.yaml:1: it is not UTF-8");
    }

    @Test
    void constructsNothingFromTags() {
        assertThat(refusalOf(HEAD + "families: !!javax.script.ScriptEngineManager [x]"))
                .contains("hostile.yaml:4: this is not YAML: Global tag is not allowed");
        assertThat(refusalOf(HEAD + "pure: !x true")).contains("hostile.yaml:4: pure: tags ('!x') are not used");
    }

    @Test
    void refusesWhatIsNoMapping() {
        assertThat(refusalOf("")).contains("hostile.yaml:1: the file is empty");
        assertThat(refusalOf("- a")).contains("it is a list");
        assertThat(refusalOf("a\n---\nb")).contains("hostile.yaml:2: ");
        assertThat(refusalOf("? [a]\n: b")).contains("a field's name must be a word");
        assertThat(refusalOf("<<: {name: x}")).contains("<<: there is no such field");
    }

    @Test
    void namesTheLineOfBrokenYaml() {
        assertThat(refusalOf(HEAD + "rules: [\n")).contains("hostile.yaml:5: this is not YAML");
        assertThat(refusalOf(HEAD + "pure:\n\ttrue")).contains("hostile.yaml:5: this is not YAML");
        assertThat(refusalOf("name: a: b"))
                .contains("hostile.yaml:1: this is not YAML")
                .contains("into quotes");
        assertThat(refusalOf(HEAD + "pure: \u0000")).contains("hostile.yaml:4: the character U+0000");
    }

    @Test
    void refusesCharactersThatDoNotBelongInALine() {
        assertThat(refusalOf("name: Q4_0\nbase: Q4_0\nuse: |\n  two\n  lines\n"))
                .contains("U+000A may not stand here");
        assertThat(refusalOf("name: Q4_0\nbase: Q4_0\nuse: \"\\u0007\"")).contains("U+0007 may not stand here");
        assertThat(refusalOf("name: Q4_0\nbase: Q4_0\nuse:")).contains("use: it has no value");
    }

    private static String refusalOf(String text) {
        YamlException refused = catchThrowableOfType(YamlException.class, () -> RecipeFile.parse("hostile.yaml", text));
        assertThat(refused).isNotNull();
        return refused.getMessage();
    }
}
