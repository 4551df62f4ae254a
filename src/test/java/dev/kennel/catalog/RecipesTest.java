package dev.kennel.catalog;

import java.util.List;

import jakarta.inject.Inject;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennel.recipe.FileType;
import dev.kennel.recipe.Ladder;
import dev.kennel.recipe.Recipe;
import dev.kennel.recipe.RecipeFile;
import dev.kennel.yaml.YamlException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@QuarkusTest
class RecipesTest {

    @Inject
    Recipes recipes;

    @Inject
    Ladders ladders;

    @Inject
    RecipeTables tables;

    @BeforeEach
    void withoutRecipes() {
        tables.empty();
    }

    @AfterEach
    void asItCame() {
        tables.asShipped();
    }

    @Test
    void aSavedRecipeIsWhatItsNameMeans() throws YamlException {
        save("mix", "Q4_K_M");

        assertThat(recipes.current("MIX").orElseThrow().recipe().base()).isEqualTo(FileType.Q4_K_M);
    }

    @Test
    void savingAgainKeepsTheOlderVersion() throws YamlException {
        String older = save("mix", "Q4_K_M").digest;

        save("mix", "Q5_K_M");

        assertThat(recipes.current("mix").orElseThrow().recipe().base()).isEqualTo(FileType.Q5_K_M);
        assertThat(recipes.byDigest(older).orElseThrow().recipe().base()).isEqualTo(FileType.Q4_K_M);
        assertThat(recipes.versions("mix")).hasSize(2);
    }

    @Test
    void savingTheSameAgainMakesNoVersion() throws YamlException {
        save("mix", "Q4_K_M");
        save("mix", "Q4_K_M");

        assertThat(recipes.versions("mix")).hasSize(1);
    }

    @Test
    void anOlderVersionCanBecomeCurrentAgain() throws YamlException {
        save("mix", "Q4_K_M");
        save("mix", "Q5_K_M");
        save("mix", "Q4_K_M");

        assertThat(recipes.current("mix").orElseThrow().recipe().base()).isEqualTo(FileType.Q4_K_M);
    }

    @Test
    void namesThatDifferByCaseOnlyAreRefused() throws YamlException {
        save("mix", "Q4_K_M");

        assertThatExceptionOfType(YamlException.class)
                .isThrownBy(() -> save("MIX", "Q4_K_M"))
                .withMessageContaining("'MIX' differs from the recipe 'mix' by case only");
    }

    @Test
    void aDeletedRecipeStaysForItsQuants() throws YamlException {
        String digest = save("mix", "Q4_K_M").digest;

        assertThat(recipes.delete("mix")).isTrue();

        assertThat(recipes.current("mix")).isEmpty();
        assertThat(recipes.byDigest(digest)).isPresent();
    }

    @Test
    void aRecipeOfALadderIsNotDeleted() throws YamlException {
        save("mix", "Q4_K_M");
        ladders.save("name: few\nuse: A few.\nrecipes: [mix]\n");

        assertThatExceptionOfType(InUseException.class)
                .isThrownBy(() -> recipes.delete("mix"))
                .withMessage("The recipe mix is in the ladder few.");
    }

    @Test
    void aShippedRecipeIsTakenOver() {
        ship(recipe("mix", "Q4_K_M"));
        ship(recipe("mix", "Q5_K_M"));

        assertThat(recipes.current("mix").orElseThrow().recipe().base()).isEqualTo(FileType.Q5_K_M);
        assertThat(recipes.current("mix").orElseThrow().shipped).isTrue();
    }

    @Test
    void aShippedRecipeThatAPersonChangedStaysChanged() throws YamlException {
        ship(recipe("mix", "Q4_K_M"));
        save("mix", "Q8_0");

        ship(recipe("mix", "Q4_K_M"));
        ship(recipe("mix", "Q5_K_M"));

        assertThat(recipes.current("mix").orElseThrow().recipe().base()).isEqualTo(FileType.Q8_0);
    }

    @Test
    void aShippedRecipeThatAPersonDeletedStaysDeletedUntilItIsRestored() {
        ship(recipe("mix", "Q4_K_M"));
        recipes.delete("mix");
        ship(recipe("mix", "Q4_K_M"));
        assertThat(recipes.current("mix")).isEmpty();

        inTransaction(() -> recipes.restore("mix"));

        assertThat(recipes.current("mix").orElseThrow().recipe().base()).isEqualTo(FileType.Q4_K_M);
    }

    @Test
    void onlyAShippedRecipeCanBeRestored() throws YamlException {
        save("mix", "Q4_K_M");
        recipes.delete("mix");

        assertThat(recipes.restore("mix")).isEmpty();
    }

    @Test
    void aLadderKeepsTheOrderOfItsRecipes() throws YamlException {
        save("b", "Q4_K_M");
        save("a", "Q8_0");

        ladders.save("name: few\nuse: A few.\nrecipes: [b, a]\n");

        assertThat(recipes.ladder("FEW").orElseThrow().recipes).containsExactly("b", "a");
    }

    @Test
    void aLadderWithAnUnknownRecipeIsRefusedWithTheLine() throws YamlException {
        save("a", "Q8_0");

        assertThatExceptionOfType(YamlException.class)
                .isThrownBy(() -> ladders.save("name: few\nuse: A few.\nrecipes: [a, c]\n"))
                .withMessageContaining("there is no recipe 'c'");
    }

    @Test
    void aDeletedShippedLadderStaysDeleted() {
        var ladder = new Ladder("few", "A few.", List.of("a"));
        inTransaction(() -> ladders.ship(ladder));
        ladders.delete("few");

        inTransaction(() -> ladders.ship(ladder));

        assertThat(ladders.named("few")).isEmpty();
        assertThat(ladders.all()).isEmpty();
    }

    private RecipeVersion save(String name, String base) throws YamlException {
        return recipes.save("name: " + name + "\nuse: For a test.\nbase: " + base + "\n");
    }

    private void ship(Recipe recipe) {
        inTransaction(() -> recipes.ship(recipe));
    }

    private static Recipe recipe(String name, String base) {
        try {
            return RecipeFile.parse(name, "name: " + name + "\nuse: For a test.\nbase: " + base + "\n");
        } catch (YamlException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static void inTransaction(Runnable work) {
        QuarkusTransaction.requiringNew().run(work);
    }
}
