package dev.kennel.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

import jakarta.inject.Inject;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennel.Fixtures;
import dev.kennel.LlamaQuantize;
import dev.kennel.browser.BrowserSession;
import dev.kennel.browser.View;
import dev.kennel.browser.Visit;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.kennel.ImportRoots.directory;
import static dev.kennel.KennelApi.requireModel;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class ImportPageTest {

    @RegisterExtension
    static final BrowserSession browser = new BrowserSession();

    private static final View WITHOUT_JAVASCRIPT = View.PHONE.withoutJavaScript();
    private static final int STUCK_MILLIS = 120_000;
    private static final int PART = 16 * 1024 * 1024;
    private static final String QWEN = "importpage/Qwen";

    @Inject
    LlamaQuantize llamaQuantize;

    @ParameterizedTest
    @MethodSource(View.EVERY)
    void theFormIsSound(View view) {
        upload("importpage-whole.gguf", null, bytes(2_000));
        upload("importpage-part-of-a-model-with-a-long-name-00001-of-00002.gguf", "bytes 0-999/4000", bytes(1_000));

        Page page = browser.open(view, "/import").looksSound("import").page();

        assertThat(row(page, "importpage-whole.gguf")).containsText("2.0 KiB");
        assertThat(row(page, "importpage-part-of-a-model")).containsText("1,000 bytes of 3.9 KiB");
        assertThat(row(page, "importpage-part-of-a-model").getByRole(AriaRole.CHECKBOX))
                .isDisabled();
        assertThat(page.locator("#path-note")).containsText("It is read where it lies");
        browser.open(view, "/import?base=" + QWEN).looksSound("import-base");
    }

    @ParameterizedTest
    @MethodSource(View.BOTH_SCRIPTS)
    void aFileOnTheServerBecomesAModel(View view) {
        String name = "importpage/ByPath-" + view.name();
        Page page = browser.open(view, "/import").page();

        page.getByLabel("Or on the server").fill(Fixtures.LLAMA.toString());
        page.getByLabel("Name", exactly()).fill(name);
        page.locator("summary", new Page.LocatorOptions().setHasText("More")).click();
        page.getByLabel("Licence").fill("Llama 3.2");
        page.getByLabel("Tags, with commas between").fill("small, dense");
        importIt(page);

        assertThat(page.locator("h1")).hasText("Importing " + name);
        openWhenDone(page, name);
        assertThat(page.locator(".facts")).containsText("Llama 3.2");
    }

    @Test
    void aFileIsSentInPartsWithItsProgressAndGoesOnAfterABreak() {
        Page page = browser.open(View.DESKTOP, "/import").page();
        var held = new AtomicReference<Route>();
        page.route("**/api/v1/uploads/*", route -> hold(route, held));
        page.getByLabel("On this computer").setInputFiles(Fixtures.QWEN_MOE);
        page.getByLabel("Name", exactly()).fill("importpage/Sent");

        importIt(page);
        assertThat(page.locator("#sending")).containsText("pup-qwen3.5-moe-9m-bf16.gguf 0 % sent");
        send(page, held).resume();
        assertThat(page.locator("#sending")).containsText("90 % sent", eventually());
        assertThat(page.locator("#sending progress")).hasAttribute("value", String.valueOf(PART));
        send(page, held).abort("aborted");
        Route again = send(page, held);
        assertThat(again.request().headerValue("content-range")).startsWith("bytes " + PART + "-");
        again.resume();

        assertThat(page.locator("h1")).hasText("Importing importpage/Sent", textEventually());
        openWhenDone(page, "importpage/Sent");
        given().get("/api/v1/uploads/" + Fixtures.QWEN_MOE.getFileName()).then().statusCode(404);
    }

    @Test
    void withoutJavaScriptTheFormSendsTheFileItself() {
        Page page = browser.open(WITHOUT_JAVASCRIPT, "/import").page();

        page.getByLabel("On this computer").setInputFiles(Fixtures.LLAMA);
        page.getByLabel("Name", exactly()).fill("importpage/SentWhole");
        importIt(page);

        openWhenDone(page, "importpage/SentWhole");
    }

    @ParameterizedTest
    @MethodSource(View.EVERY)
    void whatIsWrongIsSaidBesideTheFieldAndNothingTypedIsLost(View view) throws IOException {
        String absent = directory().resolve("absent.gguf").toString();
        Visit visit = browser.open(view, "/import");
        Page page = visit.page();
        page.getByLabel("Or on the server").fill(absent);
        page.getByLabel("Name", exactly()).fill("importpage/Never");
        page.locator("summary", new Page.LocatorOptions().setHasText("More")).click();
        page.getByLabel("Tags, with commas between").fill("one, two");

        importIt(page);

        visit.looksSound("import-refused");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("absent.gguf' cannot be imported");
        assertThat(page.locator("#path")).hasAttribute("aria-invalid", "true");
        assertThat(page.locator("#path")).hasAccessibleDescription(Pattern.compile("There is no such file.*below"));
        assertThat(page.locator("#path")).hasValue(absent);
        assertThat(page.locator("#repository")).hasValue("importpage/Never");
        assertThat(page.getByLabel("Tags, with commas between")).isVisible();
        assertThat(page.getByLabel("Tags, with commas between")).hasValue("one, two");
    }

    @Test
    void eachFieldIsToldWhatIsWrongWithIt() {
        requireModel(QWEN, Fixtures.QWEN_MOE);
        Page page = browser.open(WITHOUT_JAVASCRIPT, "/import").page();

        page.getByLabel("Or on the server").fill(Fixtures.QWEN_MOE.toString());
        importIt(page);
        assertThat(page.locator("#repository")).hasAccessibleDescription(Pattern.compile("as owner/name"));
        assertThat(page.locator("#repository")).hasAttribute("aria-invalid", "true");

        page.getByLabel("Name", exactly()).fill(QWEN);
        importIt(page);
        assertThat(page.locator("#repository"))
                .hasAccessibleDescription(Pattern.compile("There is a repository " + QWEN + " already"));

        page.getByLabel("Belongs to the model").fill("importpage/Nobody");
        importIt(page);
        assertThat(page.locator("#base")).hasAccessibleDescription(Pattern.compile("No model has this name"));
        assertThat(page.locator("#repository")).not().hasAttribute("aria-invalid", "true");
    }

    @ParameterizedTest
    @MethodSource(View.BOTH_SCRIPTS)
    void aFileThatWasSentIsNotSentAgainAfterARefusal(View view) throws IOException {
        String filename = "importpage-again-" + view.name() + ".gguf";
        Page page = browser.open(view, "/import").page();
        page.getByLabel("On this computer").setInputFiles(payload(filename, Files.readAllBytes(Fixtures.LLAMA)));
        page.getByLabel("Name", exactly()).fill("no-owner");

        importIt(page);
        assertThat(page.locator("#repository")).hasAttribute("aria-invalid", "true", attributeEventually());
        assertThat(row(page, filename).getByRole(AriaRole.CHECKBOX)).isChecked();
        page.getByLabel("Name", exactly()).fill("importpage/Again-" + view.name());
        importIt(page);

        openWhenDone(page, "importpage/Again-" + view.name());
    }

    @ParameterizedTest
    @MethodSource(View.BOTH_SCRIPTS)
    void aFileThatIsNoModelIsKeptUntilItIsDropped(View view) {
        String filename = "importpage-text-" + view.name() + ".gguf";
        Visit visit = browser.open(view, "/import");
        Page page = visit.page();
        page.getByLabel("On this computer").setInputFiles(payload(filename, bytes(500)));
        page.getByLabel("Name", exactly()).fill("importpage/Text");
        importIt(page);
        assertThat(page.getByRole(AriaRole.ALERT)).containsText(filename, eventually());
        visit.looksSound("import-no-model");

        row(page, filename)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Drop " + filename))
                .click();

        assertThat(row(page, filename)).hasCount(0);
        assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);
        assertThat(page.locator("#repository")).hasValue("importpage/Text");
    }

    @ParameterizedTest
    @MethodSource(View.BOTH_SCRIPTS)
    void enterInAFieldImportsAndDropsNothing(View view) {
        String filename = "importpage-enter-" + view.name() + ".gguf";
        given().body(bytes(500)).put("/api/v1/uploads/" + filename).then().statusCode(201);
        Page page = browser.open(view, "/import").page();
        page.getByLabel("Name", exactly()).fill("importpage/Enter");

        page.getByLabel("Name", exactly()).press("Enter");

        assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
        given().get("/api/v1/uploads/" + filename).then().statusCode(200);
    }

    @Test
    void anImatrixIsImportedFromItsModelsPage() throws IOException {
        requireModel(QWEN, Fixtures.QWEN_MOE);
        Path imatrix = Files.copy(Fixtures.QWEN_MOE_IMATRIX, directory().resolve("from-the-page.imatrix.gguf"));
        Page page = browser.open(WITHOUT_JAVASCRIPT, "/" + QWEN).page();

        page.locator("a[href='/import?base=" + QWEN + "']").first().click();
        assertThat(page.locator("h1")).hasText("What belongs to " + QWEN + "?");
        page.getByLabel("Or on the server").fill(imatrix.toString());
        importIt(page);

        assertThat(page.locator("h1")).hasText("Importing companions of " + QWEN);
        openWhenDone(page, QWEN);
        given().get("/" + QWEN + "/resolve/main/from-the-page.imatrix.gguf")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @MethodSource(View.EVERY)
    void anImatrixThatDoesNotFitIsRefusedWithItsTensors(View view) {
        requireModel(QWEN, Fixtures.QWEN_MOE);
        Visit visit = browser.open(view, "/import?base=" + QWEN);
        Page page = visit.page();

        page.getByLabel("Or on the server").fill(Fixtures.NEMOTRON_MOE_IMATRIX.toString());
        importIt(page);

        visit.looksSound("import-misfit");
        assertThat(page.locator(".message li").first()).containsText("blk.");
        assertThat(page.locator("h1")).hasText("What belongs to " + QWEN + "?");
    }

    @Test
    void aQuantMadeElsewhereComesToStandUnderItsBase() throws Exception {
        String base = "importpage/Base";
        requireModel(base, Fixtures.LLAMA);
        Path file = Files.move(
                llamaQuantize.quant(Fixtures.LLAMA, Optional.empty(), "Q8_0"),
                directory().resolve("Pup-Q8_0.gguf"));
        Page page = browser.open(View.PHONE, "/import?base=" + base).page();

        page.getByLabel("Or on the server").fill(file.toString());
        page.getByLabel("Name", exactly()).fill("importpage-merle/Pup-GGUF");
        importIt(page);

        assertThat(page.locator("h1")).hasText("Importing a quant of " + base);
        openWhenDone(page, base);
        page.locator("#all-quants a[href='/importpage-merle/Pup-GGUF/quants/Q8_0']")
                .click();
        assertThat(page.locator("h1")).hasText("importpage-merle/Q8_0");
    }

    /// Lets questions through and keeps what is sent.
    private static void hold(Route route, AtomicReference<Route> held) {
        if (route.request().method().equals("PUT")) {
            held.set(route);
        } else {
            route.resume();
        }
    }

    private static Route send(Page page, AtomicReference<Route> held) {
        page.waitForCondition(() -> held.get() != null, new Page.WaitForConditionOptions().setTimeout(STUCK_MILLIS));
        return held.getAndSet(null);
    }

    private static void importIt(Page page) {
        page.locator("#import button.main").click();
    }

    private static void openWhenDone(Page page, String model) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Open " + model))
                .click(new Locator.ClickOptions().setTimeout(STUCK_MILLIS));
        assertThat(page.locator("h1")).hasText(model.substring(model.indexOf('/') + 1));
    }

    private static Locator row(Page page, String filename) {
        return page.locator("table.uploads tbody tr", new Page.LocatorOptions().setHasText(filename));
    }

    private static void upload(String filename, String range, byte[] body) {
        var request = given().contentType("application/octet-stream").body(body);
        if (range != null) {
            request.header("Content-Range", range);
        }
        assertThat(request.put("/api/v1/uploads/" + filename).statusCode()).isIn(201, 202);
    }

    private static FilePayload payload(String filename, byte[] content) {
        return new FilePayload(filename, "application/octet-stream", content);
    }

    private static byte[] bytes(int length) {
        var bytes = new byte[length];
        Arrays.fill(bytes, (byte) 'x');
        return bytes;
    }

    private static Page.GetByLabelOptions exactly() {
        return new Page.GetByLabelOptions().setExact(true);
    }

    private static LocatorAssertions.ContainsTextOptions eventually() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(STUCK_MILLIS);
    }

    private static LocatorAssertions.HasTextOptions textEventually() {
        return new LocatorAssertions.HasTextOptions().setTimeout(STUCK_MILLIS);
    }

    private static LocatorAssertions.HasAttributeOptions attributeEventually() {
        return new LocatorAssertions.HasAttributeOptions().setTimeout(STUCK_MILLIS);
    }
}
