package dev.kennel.measuring;

import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennel.Fixtures;
import dev.kennel.KennelApi;
import dev.kennel.browser.BrowserSession;
import dev.kennel.browser.View;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.kennel.KennelApi.done;
import static dev.kennel.KennelApi.post;
import static dev.kennel.KennelApi.problem;
import static dev.kennel.KennelApi.requireModel;
import static dev.kennel.KennelApi.submitted;
import static dev.kennel.KennelApi.sweep;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

/// Choosing among measured quants: the chooser, the chart and the comparison.
@QuarkusTest
class ChoiceTest {

    @RegisterExtension
    static final BrowserSession browser = new BrowserSession();

    private static final String MODEL = "choice/Llama";
    private static final String MEASURED = "/models/" + MODEL;

    @BeforeEach
    void measuredQuants() {
        requireModel(MODEL, Fixtures.LLAMA);
        if (KennelApi.get(MEASURED + "/quants").jsonPath().getList("items").isEmpty()) {
            done(sweep(MODEL, "Q2_K", "Q4_0", "Q8_0"));
            done(submitted(post(
                    MEASURED + "/measurements",
                    Map.of(
                            "texts",
                            List.of("stories"),
                            "context",
                            128,
                            "chunks",
                            8,
                            "speed",
                            Map.of("prompt", 16, "generation", 4, "repetitions", 2)))));
        }
    }

    @Test
    void withRoomForAllTheClosestIsTaken() {
        JsonPath choice =
                KennelApi.get(MEASURED + "/choice?memory=4&context=512").jsonPath();

        assertThat(choice.getString("pick.quant")).isEqualTo("Q8_0");
        assertThat(choice.getBoolean("measured")).isTrue();
        assertThat(choice.getBoolean("pick.needMeasured")).isTrue();
        assertThat(choice.getInt("fitting")).isEqualTo(3);
        assertThat(choice.getList("others.quant")).containsExactlyInAnyOrder("Q4_0", "Q2_K");
        assertThat(choice.getString("others.find { it.quant == 'Q2_K' }.reason"))
                .contains("smaller, KLD");
    }

    @Test
    void withRoomForSomeTheBestOfThemIs() {
        long eight = KennelApi.get(MEASURED + "/choice?memory=4&context=512")
                .jsonPath()
                .getLong("pick.needs");
        double tooLittle = (eight - 1000) / (double) (1L << 30);

        JsonPath choice = KennelApi.get(MEASURED + "/choice?context=512&memory=" + tooLittle)
                .jsonPath();

        assertThat(choice.getString("pick.quant")).isEqualTo("Q4_0");
        assertThat(choice.getString("others.find { it.quant == 'Q8_0' }.reason"))
                .contains("Closer", "needs");
        KennelApi.get(MEASURED + "/choice?memory=0.0001")
                .then()
                .body("pick", nullValue())
                .body("fitting", is(0));
        problem(KennelApi.get(MEASURED + "/choice?memory=lots"), 400).body("errors[0].message", containsString("lots"));
        problem(KennelApi.get(MEASURED + "/choice?context=-1"), 400).body("errors[0].field", is("context"));
    }

    @Test
    void figuresSortTheTable() {
        assertThat(KennelApi.get(MEASURED + "/quants?sort=kld").jsonPath().getList("items.name"))
                .containsExactly("Q8_0", "Q4_0", "Q2_K");
        assertThat(KennelApi.get(MEASURED + "/quants?sort=-kld999").jsonPath().getList("items.name"))
                .startsWith("Q2_K");
        assertThat(KennelApi.get(MEASURED + "/quants?sort=-top").jsonPath().getList("items.name"))
                .startsWith("Q8_0");
    }

    @Test
    void theCardsHaveTheFiguresAndWhereTheyComeFrom() {
        String model = given().get("/" + MODEL + ".md").asString();
        String quant = given().get("/" + MODEL + "/quants/Q8_0.md").asString();

        assertThat(model).startsWith("---\nlibrary_name: \"gguf\"\n").contains("8 chunks of 128 tokens of stories");
        assertThat(model.lines().filter(line -> line.startsWith("| Q8_0 | [")).toList())
                .singleElement()
                .asString()
                .containsPattern("\\[0\\.\\d{5} ± 0\\.\\d{5}\\]\\(http://[^)]+/measurements/\\d+\\)");
        assertThat(quant).contains("Its first choice", "| KLD mean | [", "| memory allocated | [");
    }

    @Test
    void theChartIsAnImageOfItsOwn() {
        given().get("/" + MODEL + "/chart.svg")
                .then()
                .statusCode(200)
                .contentType("image/svg+xml")
                .body(containsString("8 chunks of 128 tokens of stories"));
        Page page = browser.open(View.DESKTOP, "/" + MODEL + "/chart.svg").page();
        assertThat(page.locator(".front").evaluate("line => getComputedStyle(line).stroke"))
                .isEqualTo("rgb(12, 90, 79)");
        assertThat(given().get("/" + MODEL + ".md").asString()).containsPattern("\\]\\(http://[^)]+/chart\\.svg\\)");
        requireModel("choice/Unmeasured", Fixtures.LLAMA);
        given().get("/choice/Unmeasured/chart.svg").then().statusCode(404).body(containsString("no chart yet"));
    }

    @Test
    void sideBySideDifferencesAreSignificantOrNot() {
        JsonPath comparison = KennelApi.get(MEASURED + "/comparison?quant=Q8_0&quant=Q2_K")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(comparison.getList("pairs")).hasSize(1);
        assertThat(comparison.getBoolean("pairs[0].significant")).isTrue();
        assertThat(comparison.getDouble("pairs[0].difference.value")).isNegative();
        assertThat(comparison.getList("differing.name"))
                .contains("blk.0.ffn_down.weight")
                .doesNotContain("output_norm.weight");
        problem(KennelApi.get(MEASURED + "/comparison?quant=Q8_0"), 400);
        problem(KennelApi.get(MEASURED + "/comparison?quant=Q8_0&quant=Q9_9"), 404);
        problem(KennelApi.get(MEASURED + "/comparison?quant=a&quant=b&quant=c&quant=d&quant=e"), 400);
    }

    @Test
    void theCatalogKnowsTheClosestOfFewBits() {
        requireModel("choice/Unmeasured", Fixtures.LLAMA);

        JsonPath models = KennelApi.get("/models?q=choice/&sort=name").jsonPath();

        assertThat(models.getList("items.name")).containsExactly("Llama", "Unmeasured");
        assertThat(models.getString("items[0].closest.quant")).isEqualTo("Q4_0");
        assertThat(models.getDouble("items[0].closest.bitsPerWeight")).isLessThan(5);
        assertThat(models.getDouble("items[0].closest.kld.value"))
                .isEqualTo(KennelApi.get(MEASURED + "/quants?sort=name")
                        .jsonPath()
                        .getDouble("items.find { it.name == 'Q4_0' }.quality.kld.value"));
        assertThat(models.getMap("items[1]")).doesNotContainKey("closest");
        KennelApi.get("/models?q=choice/&measured=both").then().body("items.name", contains("Llama"));
        KennelApi.get("/models?q=choice/&measured=nothing").then().body("items.name", contains("Unmeasured"));
    }

    @ParameterizedTest
    @MethodSource(View.EVERY)
    void theCatalogShowsHowCloseTheQuantsAre(View view) {
        requireModel("choice/Unmeasured", Fixtures.LLAMA);

        Page page = browser.open(view, "/?q=choice/&sort=name")
                .looksSound("catalog-measured")
                .page();

        Locator rows = page.locator(".models tbody tr");
        assertThat(rows.nth(0).textContent()).contains("±", "Q4_0");
        assertThat(rows.nth(0).locator("svg.curve")).hasCount(1);
        assertThat(rows.nth(1).textContent()).contains("not measured");
        assertThat(page.locator("#measured-both").count()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource(View.EVERY)
    void thePagesSayWhichAndWhy(View view) {
        Page page = browser.open(view, "/" + MODEL + "?memory=4&context=512")
                .looksSound("chooser")
                .page();
        assertThat(page.locator(".chooser .verdict")).containsText("Q8_0");
        assertThat(page.locator("svg.size-quality a:visible")).hasCount(3);
        assertThat(page.locator("#all-quants")).containsText("KLD mean");

        page.getByText("Compare them").click();

        assertThat(page.locator("h1")).containsText("What do I lose?");
        assertThat(page.locator(".temperament").first()).containsText("is closer than");
        browser.open(view, "/" + MODEL + "/compare?quant=Q8_0&quant=Q2_K").looksSound("compare");
        browser.open(view, "/" + MODEL + "/compare").looksSound("compare-choose");
        browser.open(view, "/" + MODEL + "?columns=derivation&sort=name").looksSound("derivation");
    }
}
