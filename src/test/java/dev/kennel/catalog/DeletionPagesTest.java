package dev.kennel.catalog;

import java.util.Map;

import jakarta.inject.Inject;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennel.browser.BrowserSession;
import dev.kennel.browser.View;
import dev.kennel.gguf.GgmlType;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static java.util.regex.Pattern.compile;

@QuarkusTest
class DeletionPagesTest {

    private static final String LLAMA = "/meta/Llama-Small";

    @RegisterExtension
    static final BrowserSession browser = new BrowserSession();

    @Inject
    CatalogFixture fixture;

    @Inject
    DeletableJobs jobs;

    private Model llama;
    private Companion imatrix;

    @BeforeEach
    void aModelWithAllThatBelongsToIt() {
        fixture.clear();
        llama = fixture.llama("meta/Llama-Small");
        imatrix = fixture.imatrix(llama);
        fixture.weighted(fixture.quant(llama, "Q8_0", GgmlType.Q8_0), imatrix);
        fixture.elsewhere(llama, "merle", "Q4_K_M", GgmlType.Q4_K);
    }

    @ParameterizedTest
    @MethodSource(View.EVERY)
    void aModelIsDeletedFromItsPage(View view) {
        Page page = browser.open(view, LLAMA).looksSound("model-deletable").page();
        page.locator(".actions").getByText("Delete…").click();
        assertThat(page).hasURL(compile(".*" + LLAMA + "/delete"));
        assertThat(page.locator("section[aria-labelledby=goes]")).containsText("1 quant made here");
        assertThat(page.locator("section[aria-labelledby=goes]")).containsText("1 quant made elsewhere, in merle/");
        assertThat(page.locator("section[aria-labelledby=goes]")).containsText(imatrix.filename);
        assertThat(page.locator("section[aria-labelledby=stays]")).containsText("pup-llama-3m-bf16.gguf");
        assertThat(page.locator("section[aria-labelledby=stays]")).containsText("What was measured");

        button(page, "Delete Llama-Small").click();

        assertThat(page).hasURL(compile(".*:\\d+/$"));
        given().get(LLAMA).then().statusCode(404);
        given().get("/merle/Llama-Small").then().statusCode(200);
    }

    @ParameterizedTest
    @MethodSource(View.EVERY)
    void deletingAModelIsAskedFirst(View view) {
        browser.open(view, LLAMA + "/delete").looksSound("model-delete");
        browser.open(view, LLAMA + "/companions/" + imatrix.filename + "/delete")
                .looksSound("companion-delete");
    }

    @ParameterizedTest
    @MethodSource(View.BOTH_SCRIPTS)
    void aCompanionIsDeletedFromTheModelsPage(View view) {
        Page page = browser.open(view, LLAMA).page();
        page.locator("section[aria-labelledby=files]").getByText("Delete…").click();
        assertThat(page.locator(".prose").first()).containsText("1 quant made with it stays and goes on naming it");

        button(page, "Delete this importance matrix").click();

        assertThat(page).hasURL(compile(".*" + LLAMA + "$"));
        assertThat(page.locator("section[aria-labelledby=files]")).not().containsText(imatrix.filename);
    }

    @Test
    void whileAJobIsUnderWayThereIsNoButton() {
        long job = jobs.running(
                "sweep",
                llama.repository.path(),
                Map.of(
                        "modelId",
                        llama.id,
                        "imatrix",
                        Map.of("filename", imatrix.filename, "sha256", "0"),
                        "recipes",
                        new String[0]));

        for (String address : new String[] {LLAMA + "/delete", LLAMA + "/companions/" + imatrix.filename + "/delete"}) {
            Page page = browser.open(View.PHONE, address)
                    .looksSound("delete-busy" + address.length())
                    .page();
            assertThat(page.locator(".message a")).hasAttribute("href", "/jobs/" + job);
            assertThat(page.locator("button.grave")).hasCount(0);
        }
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }
}
