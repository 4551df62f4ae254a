package dev.kennel.catalog;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennel.browser.BrowserSession;
import dev.kennel.browser.View;
import dev.kennel.browser.Visit;
import dev.kennel.gguf.GgmlType;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class CatalogPagesTest {

    @RegisterExtension
    static final BrowserSession browser = new BrowserSession();

    private static final View WITHOUT_JAVASCRIPT = View.DESKTOP.withoutJavaScript();

    @Inject
    CatalogFixture fixture;

    @Inject
    Revisions revisions;

    @BeforeEach
    void withoutModels() {
        fixture.clear();
    }

    @ParameterizedTest
    @MethodSource(View.EVERY)
    void anEmptyCatalogSaysWhatToDoNext(View view) {
        Visit visit = browser.open(view, "/").looksSound("catalog-empty");

        assertThat(visit.page().locator(".empty")).containsText("./kennel demo");
        assertThat(visit.page().locator(".empty a")).hasAttribute("href", "/import");
    }

    @ParameterizedTest
    @MethodSource(View.EVERY)
    void theCatalogListsModelsWithTheirFigures(View view) {
        Model llama = fixture.llama("meta/Llama-Small");
        fixture.quant(llama, "Q8_0", GgmlType.Q8_0);
        fixture.quant(llama, "Q4_K_M", GgmlType.Q4_K);
        fixture.qwen("qwen/Qwen3.5-35B-A3B");

        Visit visit = browser.open(view, "/").looksSound("catalog");

        assertThat(rows(visit)).isEqualTo(List.of("qwen/Qwen3.5-35B-A3B", "meta/Llama-Small"));
        assertThat(visit.page().locator(".temperament").first()).hasText("2 models with 2 quants.");
        assertThat(visit.page().locator(".models tbody tr").first()).containsText("A working dog");
    }

    @ParameterizedTest
    @MethodSource(View.EVERY)
    void namesAsLongAsTheyMayBeFit(View view) {
        String owner = "o".repeat(96);
        String name = "Qwen3.5-Very-Long-Name-".repeat(4) + "1234";
        Model model = fixture.llama(owner + "/" + name);
        fixture.quant(model, "Q4_K_M_" + "LONG_".repeat(11), GgmlType.Q4_K);

        browser.open(view, "/").looksSound("catalog-long-names");
        browser.open(view, "/" + owner + "/" + name).looksSound("model-long-names");
        browser.open(view, "/" + owner + "/" + name + "/quants/Q4_K_M_" + "LONG_".repeat(11))
                .looksSound("quant-long-names");
    }

    @Test
    void aHundredModelsComeInPages() {
        IntStream.range(0, 120).forEach(i -> fixture.bare("many/Model-" + i, "Llama", "llama", 1_000_000L * i + 1));
        Page page =
                browser.open(WITHOUT_JAVASCRIPT, "/").looksSound("catalog-many").page();

        assertThat(page.locator(".models tbody tr")).hasCount(CatalogSearch.PAGE);
        link(page, "Next page").click();
        link(page, "Next page").click();

        assertThat(page.locator(".models tbody tr")).hasCount(20);
        assertThat(link(page, "Next page")).hasCount(0);
        assertThat(page.locator(".results .head")).containsText("Page 3 of 3");
    }

    @Test
    void withoutJavaScriptAFormSearches() {
        fixture.bare("meta/Llama-3", "Llama", "llama", 8_000_000_000L);
        fixture.bare("qwen/Qwen3.5-9B", "Qwen3.5", "qwen35", 9_000_000_000L);
        Visit visit = browser.open(WITHOUT_JAVASCRIPT, "/");

        visit.page().getByLabel("Search by name").fill("qwen");
        visit.page()
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Search"))
                .click();

        assertThat(rows(visit)).isEqualTo(List.of("qwen/Qwen3.5-9B"));
        assertThat(visit.page().getByLabel("Search by name")).hasValue("qwen");
    }

    @Test
    void aTickedFacetNarrowsTheListAtOnce() {
        fixture.bare("meta/Llama-3", "Llama", "llama", 8_000_000_000L);
        fixture.bare("qwen/Qwen3.5-9B", "Qwen3.5", "qwen35", 9_000_000_000L);
        Visit visit = browser.open(View.DESKTOP, "/");

        visit.page().locator("#family-Llama").check();

        assertThat(visit.page().locator(".results .head")).containsText("1 model of 2");
        assertThat(rows(visit)).isEqualTo(List.of("meta/Llama-3"));
        assertThat(visit.page().locator("#family-Llama")).isChecked();
        assertThat(visit.page().url()).contains("family=Llama");
    }

    @Test
    void whatNothingMatchesSaysSo() {
        fixture.bare("meta/Llama-3", "Llama", "llama", 8_000_000_000L);

        Page page = browser.open(View.PHONE, "/?q=nothing")
                .looksSound("catalog-none")
                .page();

        assertThat(page.locator(".empty")).containsText("No model has all of that");
        link(page, "Show every model").click();
        assertThat(page.locator(".models tbody tr")).hasCount(1);
    }

    @ParameterizedTest
    @MethodSource(View.EVERY)
    void aModelsPageShowsItsQuantsAndWhatItsGgufSays(View view) {
        Model qwen = fixture.qwen("qwen/Qwen3.5-35B-A3B");
        fixture.imatrix(qwen);
        fixture.quant(qwen, "Q8_0", GgmlType.Q8_0);
        fixture.quant(qwen, "Q4_K_M", GgmlType.Q4_K);
        fixture.quant(qwen, "Q4_K_S", GgmlType.Q4_K);
        fixture.elsewhere(qwen, "merle", "Q6_K", GgmlType.Q6_K);

        Page page =
                browser.open(view, "/qwen/Qwen3.5-35B-A3B").looksSound("model").page();

        assertThat(page.locator(".facts")).containsText("3 made here, 1 from elsewhere");
        assertThat(page.locator(".quants tbody th").nth(1)).containsText("merle/Q6_K");
        assertThat(page.locator(".quants tbody th").last()).containsText("same weights as Q4_K_M");
        assertThat(page.locator(".says")).containsText("256 a layer, 8 for each token, 1 shared");
        assertThat(page.locator(".kinds tbody tr")).hasCount(3);
        assertThat(page.locator(".pedigree")).containsText("Importance matrix");
    }

    @Test
    void aModelWithoutQuantsOffersToMakeSome() {
        fixture.llama("meta/Llama-Small");

        Page page = browser.open(View.DESKTOP, "/meta/Llama-Small")
                .looksSound("model-empty")
                .page();

        assertThat(page.locator(".empty a").first()).hasAttribute("href", "/meta/Llama-Small/quantize");
        assertThat(page.locator(".empty a").last()).hasAttribute("href", "/import?base=meta/Llama-Small");
    }

    private static Stream<View> desktops() {
        return Stream.of(View.DESKTOP, WITHOUT_JAVASCRIPT);
    }

    @ParameterizedTest
    @MethodSource("desktops")
    void theHeadsOfColumnsSort(View view) {
        Model llama = fixture.llama("meta/Llama-Small");
        fixture.quant(llama, "B", GgmlType.Q4_K);
        fixture.quant(llama, "A", GgmlType.Q8_0);
        fixture.quant(llama, "C", GgmlType.Q6_K);
        Page page = browser.open(view, "/meta/Llama-Small").page();
        assertThat(page.locator(".quants tbody th")).hasText(new String[] {"A", "C", "B"});

        page.locator("th button", new Page.LocatorOptions().setHasText("Quant")).click();
        assertThat(page.locator(".quants tbody th")).hasText(new String[] {"A", "B", "C"});
        assertThat(page.locator("th[aria-sort=ascending]")).hasText("Quant");
        assertThat(page).hasURL(Pattern.compile(".*[?&]sort=name.*"));

        page.locator("th button", new Page.LocatorOptions().setHasText("Quant")).click();
        assertThat(page.locator(".quants tbody th")).hasText(new String[] {"C", "B", "A"});
        assertThat(page.locator("th[aria-sort=descending]")).hasText("Quant");
    }

    @Test
    void onAPhoneAHundredQuantsAreEightUntilAllAreAskedFor() {
        Model llama = fixture.llama("meta/Llama-Small");
        IntStream.range(0, 100).forEach(i -> fixture.quant(llama, "Q" + i, GgmlType.Q8_0));
        Page page = browser.open(View.PHONE.withoutJavaScript(), "/meta/Llama-Small")
                .looksSound("model-hundred-quants")
                .page();
        assertThat(page.locator(".quants tbody tr:visible")).hasCount(8);

        link(page, "Show all 100").click();

        assertThat(page.locator(".quants tbody tr:visible")).hasCount(100);
    }

    @Test
    void htmlInWhatAFileSaysStaysText() {
        Model model = fixture.llama("meta/Llama-Small");
        fixture.say(model, "<img src=x onerror=alert(1)><script>alert(2)</script>");

        Page page = browser.open(View.DESKTOP, "/meta/Llama-Small").page();

        assertThat(page.locator("h1 + .temperament")).containsText("<img src=x");
        assertThat(page.locator("main img, main script")).hasCount(0);
    }

    @ParameterizedTest
    @MethodSource(View.EVERY)
    void thePagesOfARepositoryAreSound(View view) {
        Model llama = fixture.llama("meta/Llama-Small");
        fixture.quant(llama, "Q8_0", GgmlType.Q8_0);
        fixture.elsewhere(llama, "merle", "Q6_K", GgmlType.Q6_K);

        browser.open(view, "/meta/Llama-Small/tensors").looksSound("tensors");
        browser.open(view, "/meta/Llama-Small/tensors?q=none").looksSound("tensors-none");
        browser.open(view, "/meta/Llama-Small/tree/main").looksSound("tree");
        browser.open(view, "/meta/Llama-Small/commits").looksSound("commits");
        browser.open(view, "/merle/Llama-Small").looksSound("publisher");
        browser.open(view, "/meta/absent").looksSound("repository-absent");
    }

    @Test
    void whatIsNotThereLeadsOnToWhatIs() {
        fixture.llama("meta/Llama-Small");
        Page page = browser.open(WITHOUT_JAVASCRIPT, "/meta/absent").page();

        page.locator("#q").fill("small");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Search"))
                .click();
        assertThat(link(page, "meta/Llama-Small")).hasCount(1);

        page.goBack();
        link(page, "All models").click();
        assertThat(page.locator("h1")).hasText("Which models are here?");
    }

    @Test
    void manyRevisionsComeInPages() {
        Model llama = fixture.llama("meta/Llama-Small");
        QuarkusTransaction.requiringNew().run(() -> {
            Repository repository = revisions.getEntityManager().find(Repository.class, llama.repository.id);
            IntStream.rangeClosed(1, 60).forEach(i -> revisions.add(repository, "Change " + i, List.of()));
        });
        Page page =
                browser.open(WITHOUT_JAVASCRIPT, "/meta/Llama-Small/commits").page();
        assertThat(page.locator("tbody tr")).hasCount(50);
        assertThat(page.locator("tbody th").first()).hasText("Change 60");

        link(page, "Older revisions").click();

        assertThat(page.locator("tbody th").first()).hasText("Change 10");
        assertThat(link(page, "Older revisions")).hasCount(0);
        link(page, "Newest revisions").click();
        assertThat(page.locator("tbody th").first()).hasText("Change 60");
    }

    @Test
    void anOlderRevisionShowsTheFilesOfItsTime() {
        Model llama = fixture.llama("meta/Llama-Small");
        fixture.quant(llama, "Q8_0", GgmlType.Q8_0);
        fixture.quant(llama, "Q6_K", GgmlType.Q6_K);
        Page page =
                browser.open(WITHOUT_JAVASCRIPT, "/meta/Llama-Small/commits").page();

        link(page, "Add Q8_0").click();

        assertThat(page.locator("tbody th")).hasText(new String[] {"README.md", "Llama-Small-Q8_0.gguf"});
        assertThat(link(page, "The newest revision")).hasCount(1);
    }

    private static List<String> rows(Visit visit) {
        return visit.page().locator(".models .title").allTextContents();
    }

    private static Locator link(Page page, String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
    }
}
