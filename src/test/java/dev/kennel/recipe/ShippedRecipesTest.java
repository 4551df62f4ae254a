package dev.kennel.recipe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennel.yaml.YamlException;

import static org.assertj.core.api.Assertions.assertThat;

/// What lies in `quant-recipes/`. Whether llama.cpp makes these files is asked where plans are tested.
class ShippedRecipesTest {

    private static final Path DIRECTORY = Path.of("quant-recipes");

    @Test
    void theStandardLadderHasEveryFileTypeThatQuantizes() throws IOException, YamlException {
        List<FileType> plain = recipesOf("standard").stream()
                .filter(recipe -> recipe.name().equals(recipe.base().name()))
                .map(Recipe::base)
                .toList();

        assertThat(plain)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(FileType.values())
                        .filter(FileType::quantizes)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama", "qwen35moe", "nemotron_h_moe", "gemma3"})
    void theStandardLadderHasThreeDozenRecipesForEveryArchitecture(String architecture)
            throws IOException, YamlException {
        Stream<Recipe> meant = recipesOf("standard").stream().filter(recipe -> recipe.isMeantFor(architecture));

        assertThat(meant).hasSizeGreaterThanOrEqualTo(36);
    }

    @Test
    void theStarterLadderIsShortAndNeedsNoImatrix() throws IOException, YamlException {
        assertThat(recipesOf("starter")).hasSize(6).noneMatch(recipe -> recipe.imatrix() == Recipe.Imatrix.REQUIRED);
    }

    @Test
    void everyRecipeIsOnALadder() throws IOException, YamlException {
        RecipeBook book = RecipeBook.load(DIRECTORY);

        assertThat(book.ladders().stream().flatMap(ladder -> book.recipesOf(ladder).stream()))
                .containsAll(book.recipes());
    }

    @Test
    void everyUseIsOneShortSentence() throws IOException, YamlException {
        RecipeBook book = RecipeBook.load(DIRECTORY);

        assertThat(book.recipes()).extracting(Recipe::use).allMatch(use -> use.length() <= 140 && use.endsWith("."));
        assertThat(book.ladders()).extracting(Ladder::use).allMatch(use -> use.length() <= 140 && use.endsWith("."));
    }

    /// `llama-cli -hf owner/model:Q4_K_M` takes the first file with `Q4_K_M.` or `Q4_K_M-` in its name.
    @Test
    void noNameIsTakenForAPlainFileType() throws IOException, YamlException {
        assertThat(RecipeBook.load(DIRECTORY).recipes())
                .filteredOn(recipe -> !recipe.name().equals(recipe.base().name()))
                .extracting(Recipe::name)
                .noneMatch(name -> Arrays.stream(FileType.values())
                        .map(FileType::name)
                        .anyMatch(type -> name.endsWith(type) || name.contains(type + "-")));
    }

    private static List<Recipe> recipesOf(String ladder) throws IOException, YamlException {
        RecipeBook book = RecipeBook.load(DIRECTORY);
        return book.recipesOf(book.ladder(ladder).orElseThrow());
    }
}
