package dev.kennel.recipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.kennel.yaml.YamlException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RecipeBookTest {

    @TempDir
    Path directory;

    @Test
    void loadsRecipesAndLadders() throws IOException, YamlException {
        write("Q8_0.yaml", "{name: Q8_0, use: Near the base., base: Q8_0}");
        write("Q4_0.yaml", "{name: Q4_0, use: Small., base: Q4_0}");
        write("ladders/short.yaml", "{name: short, use: To try., recipes: [Q4_0, Q8_0]}");
        write("README.md", "not a recipe");

        RecipeBook book = RecipeBook.load(directory);

        assertThat(book.recipes()).extracting(Recipe::name).containsExactly("Q4_0", "Q8_0");
        assertThat(book.recipe("q8_0")).map(Recipe::base).contains(FileType.Q8_0);
        assertThat(book.recipe("Q9")).isEmpty();
        assertThat(book.recipesOf(book.ladder("short").orElseThrow()))
                .extracting(Recipe::name)
                .containsExactly("Q4_0", "Q8_0");
    }

    @Test
    void aLadderReadsBackEqual() throws YamlException {
        Ladder ladder = new Ladder("short", "To try: two.", java.util.List.of("Q4_0", "Q8_0"));

        assertThat(LadderFile.parse("short.yaml", LadderFile.write(ladder), ladder.recipes()))
                .isEqualTo(ladder);
    }

    @Test
    void saysEverythingThatIsWrongInAllFiles() throws IOException {
        write("Q4_0.yaml", "{name: Q4_1, use: Small., base: Q4_1}");
        write("Q8_0.yaml", "{name: Q8_0, use: Near the base., base: Q8_X}");
        write("ladders/short.yaml", "name: short\nuse: To try.\nrecipes:\n- Q4_0\n- Q8_1\n- Q8_0\n- Q4_0\n");

        assertThatThrownBy(() -> RecipeBook.load(directory))
                .isInstanceOf(YamlException.class)
                .message()
                .satisfies(message -> assertThat(message.lines())
                        .satisfiesExactly(
                                line -> assertThat(line)
                                        .isEqualTo(
                                                "Q4_0.yaml:1: name: it is 'Q4_1', so the file must be named Q4_1.yaml"),
                                line -> assertThat(line)
                                        .startsWith("Q8_0.yaml:1: base: 'Q8_X' is unknown, did you mean"),
                                line -> assertThat(line)
                                        .isEqualTo("short.yaml:5: recipes[1]: there is no recipe 'Q8_1',"
                                                + " did you mean 'Q8_0'?"),
                                line -> assertThat(line)
                                        .isEqualTo("short.yaml:7: recipes[3]: 'Q4_0' is there twice;" + " keep one")));
    }

    @Test
    void refusesNamesThatDifferByCaseOnly() throws IOException {
        write("Q4_0.yaml", "{name: Q4_0, use: Small., base: Q4_0}");
        write("q4_0.yaml", "{name: q4_0, use: Small., base: Q4_0}");

        assertThatThrownBy(() -> RecipeBook.load(directory)).hasMessageContaining("differ by case only");
    }

    @Test
    void aMissingDirectoryIsAnError() {
        assertThatThrownBy(() -> RecipeBook.load(directory.resolve("nowhere"))).isInstanceOf(NoSuchFileException.class);
    }

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
