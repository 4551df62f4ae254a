package dev.kennel.sweeps;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennel.Fixtures;
import dev.kennel.browser.BrowserSession;
import dev.kennel.browser.View;
import dev.kennel.browser.Visit;
import dev.kennel.gguf.GeneratedModels;
import dev.kennel.gguf.GgmlType;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.kennel.ImportRoots.directory;
import static dev.kennel.KennelApi.addRecipe;
import static dev.kennel.KennelApi.done;
import static dev.kennel.KennelApi.importModel;
import static dev.kennel.KennelApi.requireModel;
import static dev.kennel.KennelApi.sweep;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

@QuarkusTest
class QuantizePageTest {

    @RegisterExtension
    static final BrowserSession browser = new BrowserSession();

    private static final View WITHOUT_JAVASCRIPT = View.PHONE.withoutJavaScript();
    private static final int STUCK_MILLIS = 120_000;
    private static final String QWEN = "quantizepage/Qwen";
    private static final String ODD = "quantizepage/Odd-Rows";
    private static final String MAIN_BUTTON = "#cost button.main";

    @ParameterizedTest
    @MethodSource(View.EVERY)
    void aPlanIsSoundAndTicksWhatCanBeMade(View view) {
        qwen();

        Page page = browser.open(view, plan(QWEN)).looksSound("quantize").page();

        assertThat(page.locator("#ladder")).hasValue("standard");
        assertThat(page.locator("#imatrix"))
                .hasValue(Fixtures.QWEN_MOE_IMATRIX.getFileName().toString());
        assertThat(tick(page, "Q4_K_M")).isChecked();
        assertThat(row(page, "Q4_K_M").locator("td.num").first()).hasText(Pattern.compile("[1-9]\\.\\d+"));
        int ticked = page.locator("input[name=recipe]:checked").count();
        assertThat(ticked).isGreaterThan(30);
        assertThat(page.locator(MAIN_BUTTON)).hasText("Quantize " + ticked + " recipes");
        assertThat(page.locator(".cost")).containsText("disk needed");
    }

    @Test
    void theCostFollowsTheTicks() {
        qwen();
        Page page = browser.open(View.DESKTOP, plan(QWEN)).page();
        link(page, "none").click();
        assertThat(page.locator(".cost")).containsText("Nothing is ticked.");
        page.evaluate("document.documentElement.dataset.loaded = 'once'");

        tick(page, "Q8_0").check();
        assertThat(page.locator(MAIN_BUTTON)).hasText("Quantize 1 recipe", eventually());
        String cost = page.locator(".cost dd").first().textContent();
        tick(page, "Q4_K_M").check();
        assertThat(page.locator(MAIN_BUTTON)).hasText("Quantize 2 recipes", eventually());
        assertThat(page.locator(".cost dd").first()).not().hasText(cost);
        tick(page, "Q8_0").uncheck();
        tick(page, "Q4_K_M").uncheck();

        assertThat(page.locator(".cost p")).hasText("Nothing is ticked.", eventually());
        assertThat(page.locator("html")).hasAttribute("data-loaded", "once");
        assertThat(button(page, "Count again")).hasCount(0);
    }

    @Test
    void withoutJavaScriptAButtonCountsAgain() {
        qwen();
        Page page =
                browser.open(WITHOUT_JAVASCRIPT, plan(QWEN) + "?ladder=starter").page();
        assertThat(page.locator(MAIN_BUTTON)).hasText("Quantize 6 recipes");
        String cost = page.locator(".cost dd").first().textContent();

        tick(page, "Q8_0").uncheck();
        tick(page, "Q2_K").uncheck();
        button(page, "Count again").click();

        assertThat(page.locator(MAIN_BUTTON)).hasText("Quantize 4 recipes");
        assertThat(page.locator(".cost dd").first()).not().hasText(cost);
        assertThat(page.locator("#ladder")).hasValue("starter");
        assertThat(tick(page, "Q8_0")).not().isChecked();
        assertThat(tick(page, "Q6_K")).isChecked();
    }

    @Test
    void withoutJavaScriptNothingTickedStaysNothing() {
        qwen();
        Page page = browser.open(WITHOUT_JAVASCRIPT, plan(QWEN) + "?ladder=starter&tick=none")
                .page();

        button(page, "Count again").click();

        assertThat(page.locator(".cost")).containsText("Nothing is ticked.");
        assertThat(page.locator("input[name=recipe]:checked")).hasCount(0);
    }

    @Test
    void anotherLadderIsPlannedAndNamesWhatItLeavesOut() {
        qwen();
        Visit visit = browser.open(WITHOUT_JAVASCRIPT, plan(QWEN));
        Page page = visit.page();

        page.locator("#ladder").selectOption("nemotron");
        button(page, "Plan").click();

        assertThat(page.locator("#ladder")).hasValue("nemotron");
        assertThat(row(page, "Q8_0")).hasCount(1);
        assertThat(row(page, "Q1_0_NH")).hasCount(0);
        page.locator("summary", new Page.LocatorOptions().setHasText("Left out"))
                .click();
        assertThat(page.locator("details li a", new Page.LocatorOptions().setHasText("Q1_0_NH")))
                .hasAttribute("href", "/recipes/Q1_0_NH");
        visit.looksSound("quantize-left-out");
    }

    @ParameterizedTest
    @MethodSource(View.EVERY)
    void withoutAnImportanceMatrixWhatNeedsOneCannotBeTicked(View view) {
        qwen();
        Visit visit = browser.open(view, plan(QWEN));
        Page page = visit.page();

        page.locator("#imatrix").selectOption("none");
        button(page, "Plan").click();

        assertThat(tick(page, "IQ2_XXS")).isDisabled();
        assertThat(row(page, "IQ2_XXS")).containsText("Needs an importance matrix.");
        assertThat(row(page, "IQ2_XXS")).containsText("Cannot be made");
        assertThat(row(page, "IQ2_XXS").locator("details li").first()).isHidden();
        assertThat(tick(page, "Q8_0")).isChecked();
        visit.looksSound("quantize-without-imatrix");
    }

    @ParameterizedTest
    @MethodSource(View.EVERY)
    void tensorsThatStandInTheWayAndTypesThatAreReplacedAreNamed(View view) throws Exception {
        oddRows();

        Page page = browser.open(view, plan(ODD) + "?ladder=every+recipe")
                .looksSound("quantize-odd-rows")
                .page();

        assertThat(given().get(page.locator(".footer a").getAttribute("href")).statusCode())
                .isEqualTo(200);
        assertThat(tick(page, "Q1_0")).isDisabled();
        assertThat(row(page, "Q1_0").locator("details li").first()).containsText("blk.0.");
        Locator replaced = row(page, "Q4_K_M").locator("details");
        assertThat(replaced.locator("li").first()).isHidden();
        replaced.locator("summary").click();
        assertThat(replaced.locator("li", new Locator.LocatorOptions().setHasText("token_embd.weight")))
                .containsText("in place of");
    }

    @Test
    void bitsThatFallbacksCostAreWarnedOf() throws Exception {
        oddRows();

        Page page =
                browser.open(View.DESKTOP, plan(ODD) + "?ladder=every+recipe").page();

        assertThat(row(page, "Q2_K").locator(".warning"))
                .hasText(Pattern.compile(
                        "\\d\\.\\d\\d bits a weight in place of \\d\\.\\d\\d: \\d+ tensors fell back.*"));
        assertThat(row(page, "Q8_0").locator(".warning")).hasCount(0);
    }

    @Test
    void anImportanceMatrixOfAnyNameStaysChosen() throws Exception {
        String model = "quantizepage/Matrix-Names";
        String name = "a & b #1+2.imatrix.gguf";
        Path matrix = Files.copy(Fixtures.QWEN_MOE_IMATRIX, directory().resolve(name));
        requireModel(model, Fixtures.QWEN_MOE, matrix);
        Page page = browser.open(WITHOUT_JAVASCRIPT, plan(model) + "?ladder=starter")
                .page();

        link(page, "none").click();
        assertThat(page.locator("#imatrix")).hasValue(name);
        link(page, "all that can be made").click();
        assertThat(page.locator("#imatrix")).hasValue(name);

        String plan = page.locator(".footer a").getAttribute("href");
        given().urlEncodingEnabled(false).get(plan).then().statusCode(200).body("imatrix", equalTo(name));
    }

    @ParameterizedTest
    @MethodSource(View.BOTH_SCRIPTS)
    void whatIsTickedIsMade(View view) {
        String model = "quantizepage/Made-" + view.name();
        importModel(model, Fixtures.LLAMA);
        Page page = browser.open(view, plan(model) + "?tick=none").page();

        tick(page, "Q8_0").check();
        tick(page, "Q6_K").check();
        page.locator(MAIN_BUTTON).click();

        assertThat(page.locator("h1")).hasText("Quantizing 2 recipes of " + model);
        assertThat(page.locator(".verdict")).containsText("Done", contentEventually());
        browser.open(view, plan(model) + "?ladder=starter").looksSound("quantize-stored");
    }

    @Test
    void unitsThatAreStoredCostNothing() {
        String model = "quantizepage/Stored";
        importModel(model, Fixtures.LLAMA);
        done(sweep(model, "Q8_0"));

        Page page = browser.open(View.DESKTOP, plan(model) + "?recipe=Q8_0").page();

        String units = page.locator(".cost dd").nth(1).textContent();
        assertThat(page.locator(".cost dt").nth(1)).hasText("units, " + units + " of them stored already");
        assertThat(page.locator(".cost dd").nth(2)).hasText("about 0 s");
    }

    @ParameterizedTest
    @MethodSource(View.EVERY)
    void aRefusalKeepsTheTicks(View view) {
        qwen();
        String fleeting = "FLEETING_" + view.name().replace('-', '_');
        addRecipe("name: " + fleeting + "\nuse: To be deleted while somebody looks at it.\nbase: Q8_0\n");
        Visit visit = browser.open(view, plan(QWEN) + "?ladder=every+recipe&tick=none");
        Page page = visit.page();
        tick(page, "Q4_K_M").check();
        tick(page, fleeting).check();
        if (view.javaScript()) {
            assertThat(page.locator(MAIN_BUTTON)).hasText("Quantize 2 recipes");
        }
        given().delete("/api/v1/recipes/" + fleeting).then().statusCode(204);

        page.locator(MAIN_BUTTON).click();

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("No recipe is named '" + fleeting + "'");
        assertThat(page.locator("input[name=recipe]:checked")).hasCount(1);
        assertThat(tick(page, "Q4_K_M")).isChecked();
        assertThat(page.locator(MAIN_BUTTON)).hasText("Quantize 1 recipe");
        visit.looksSound("quantize-refused");
    }

    @Test
    void withoutATickNothingIsSubmitted() {
        qwen();
        Page page = browser.open(WITHOUT_JAVASCRIPT, plan(QWEN) + "?ladder=starter&tick=none")
                .page();

        page.locator(MAIN_BUTTON).click();

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("No recipe is chosen");
        assertThat(page.locator("#ladder")).hasValue("starter");
        assertThat(page.locator("input[name=recipe]:checked")).hasCount(0);
    }

    @Test
    void aModelThatCannotBePlannedSaysWhy() throws Exception {
        Path file =
                GeneratedModels.llama(GgmlType.F16, 128, 256).write(directory().resolve("gone-before-the-plan.gguf"));
        importModel("quantizepage/Gone", file);
        Files.delete(file);

        Visit visit = browser.open(View.PHONE, plan("quantizepage/Gone")).looksSound("quantize-gone");

        assertThat(visit.page().locator("main")).containsText("gone-before-the-plan.gguf");
        assertThat(visit.goTo(plan("quantizepage/Nobody"))).isEqualTo(404);
    }

    private static void qwen() {
        requireModel(QWEN, Fixtures.QWEN_MOE, Fixtures.QWEN_MOE_IMATRIX);
    }

    private static void oddRows() throws Exception {
        requireModel(
                ODD,
                GeneratedModels.llama(GgmlType.F16, 576, 640).write(directory().resolve("quantizepage-odd.gguf")));
    }

    private static String plan(String model) {
        return "/" + model + "/quantize";
    }

    private static Locator row(Page page, String recipe) {
        return page.locator("table.plan tbody tr:has(input[value='" + recipe + "'])");
    }

    private static Locator tick(Page page, String recipe) {
        return page.locator("input[name=recipe][value='" + recipe + "']");
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    private static Locator link(Page page, String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static LocatorAssertions.HasTextOptions eventually() {
        return new LocatorAssertions.HasTextOptions().setTimeout(STUCK_MILLIS);
    }

    private static LocatorAssertions.ContainsTextOptions contentEventually() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(STUCK_MILLIS);
    }
}
