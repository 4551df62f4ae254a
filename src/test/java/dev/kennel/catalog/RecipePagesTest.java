package dev.kennel.catalog;

import jakarta.inject.Inject;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennel.browser.BrowserSession;
import dev.kennel.browser.View;
import dev.kennel.gguf.GgmlType;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

@QuarkusTest
class RecipePagesTest {

    @RegisterExtension
    static final BrowserSession browser = new BrowserSession();

    private static final View WITHOUT_JAVASCRIPT = View.PHONE.withoutJavaScript();

    @Inject
    CatalogFixture fixture;

    @Inject
    RecipeTables tables;

    @AfterEach
    void asItCame() {
        tables.asShipped();
    }

    @ParameterizedTest
    @MethodSource(View.EVERY)
    void recipesAndLaddersAreListed(View view) {
        Page page = browser.open(view, "/recipes").looksSound("recipes").page();

        assertThat(page.locator("#ladders")).hasText("Ladders");
        assertThat(page.locator(".recipes tbody tr", new Page.LocatorOptions().setHasText("Q4_K_M_SSM_OUT")))
                .containsText("qwen35, qwen35moe");
        browser.open(view, "/recipes/Q4_K_M_SSM_OUT").looksSound("recipe");
        browser.open(view, "/ladders/standard").looksSound("ladder");
        browser.open(view, "/recipes/-/new").looksSound("recipe-new");
        browser.open(view, "/recipes/Q4_K_M/delete").looksSound("recipe-delete");
    }

    @Test
    void aRecipeTellsWhoUsedIt() {
        fixture.clear();
        fixture.recipe(fixture.quant(fixture.llama("meta/Llama-Small"), "Q4_K_L", GgmlType.Q4_K), "Q4_K_L");

        Page page = browser.open(View.DESKTOP, "/recipes/Q4_K_L")
                .looksSound("recipe-used")
                .page();

        assertThat(page.locator("section", new Page.LocatorOptions().setHasText("Who used it?")))
                .containsText("meta/Llama-Small, Q4_K_L");
        fixture.clear();
    }

    @Test
    void manyQuantsOfARecipeComeInPages() {
        fixture.clear();
        for (int i = 0; i < 51; i++) {
            Model model = fixture.bare("meta/Bare-" + i, "Llama", "llama", 1_000_000);
            fixture.recipe(fixture.elsewhere(model, "merle", "Q4_K_L", GgmlType.Q4_K), "Q4_K_L");
        }
        Page page = browser.open(WITHOUT_JAVASCRIPT, "/recipes/Q4_K_L").page();
        Locator rows = page.locator("section[aria-labelledby=used] tbody tr");
        assertThat(rows).hasCount(50);

        link(page, "Next page").click();

        assertThat(rows).hasCount(1);
        assertThat(page.locator("section[aria-labelledby=used] .head")).containsText("51 quants");
        assertThat(link(page, "Next page")).hasCount(0);
        fixture.clear();
    }

    @Test
    void whatIsWrongIsToldAndNothingOfTheTextIsLost() {
        Page page =
                browser.open(WITHOUT_JAVASCRIPT, "/recipes/-/new?from=Q4_K_L").page();
        String wrong = page.locator("#yaml").inputValue().replace("base: Q4_K_M", "base: Q4_K_N");

        page.locator("#yaml").fill(wrong);
        button(page, "Save the recipe").click();

        assertThat(page.locator("#problems")).containsText("Line 3, base:");
        assertThat(page.locator("#yaml")).hasValue(wrong);
        assertThat(page.locator("#yaml")).hasAttribute("aria-invalid", "true");
    }

    @Test
    void aCopyIsSavedUnderItsOwnNameAndDeleted() {
        Page page = browser.open(WITHOUT_JAVASCRIPT, "/recipes/Q4_K_L").page();

        link(page, "Copy").click();
        button(page, "Save the recipe").click();
        assertThat(page.locator("h1")).hasText("Q4_K_L-copy");

        link(page, "Delete…").click();
        assertThat(page.locator("h1")).hasText("Delete Q4_K_L-copy?");
        link(page, "Keep it").click();
        assertThat(page.locator("h1")).hasText("Q4_K_L-copy");
        link(page, "Delete…").click();
        button(page, "Delete Q4_K_L-copy").click();
        assertThat(page.locator("h1")).hasText("What can a model be made into?");
        assertThat(link(page, "Q4_K_L-copy")).hasCount(0);
    }

    @Test
    void aChangedRecipeKeepsItsOlderVersionAndCanBeRestored() {
        Page page = browser.open(WITHOUT_JAVASCRIPT, "/recipes/Q6_K/edit").page();
        page.locator("#yaml").fill("name: Q6_K\nuse: Mine.\nbase: Q6_K\noutput: q8_0\n");

        button(page, "Save the recipe").click();
        assertThat(page.locator(".temperament")).hasText("Mine.");
        assertThat(page.locator("section").last().locator("tbody tr")).hasCount(2);

        button(page, "Restore what came with Kennel").click();
        assertThat(page.locator("#recipe-yaml")).not().containsText("Mine.");
    }

    @Test
    void aRecipeOfALadderIsNotDeletedAndThePageSaysWhy() {
        Page page = browser.open(WITHOUT_JAVASCRIPT, "/recipes/Q4_K_M").page();

        link(page, "Delete…").click();
        assertThat(page.locator(".prose")).containsText("can be restored");
        button(page, "Delete Q4_K_M").click();

        assertThat(page.locator("[role=alert]")).containsText("Take it out there first.");
        assertThat(page.locator("h1")).hasText("Q4_K_M");
    }

    @Test
    void aLadderIsMadeChangedAndDeleted() {
        Page page = browser.open(WITHOUT_JAVASCRIPT, "/ladders/-/new")
                .looksSound("ladder-new")
                .page();
        page.locator("#yaml").fill("name: few\nuse: A few.\nrecipes: [Q4_K_M, Q99]\n");
        button(page, "Save the ladder").click();
        assertThat(page.locator("#problems")).containsText("there is no recipe 'Q99'");

        page.locator("#yaml").fill("name: few\nuse: A few.\nrecipes: [Q4_K_M, Q8_0]\n");
        button(page, "Save the ladder").click();
        assertThat(page.locator("#recipes")).hasText("2 recipes");

        link(page, "Delete…").click();
        button(page, "Delete few").click();
        assertThat(link(page, "few")).hasCount(0);
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator link(Page page, String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
