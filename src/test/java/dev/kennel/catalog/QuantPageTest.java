package dev.kennel.catalog;

import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

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
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

@QuarkusTest
class QuantPageTest {

    @RegisterExtension
    static final BrowserSession browser = new BrowserSession();

    private static final Map<String, GgmlType> MIX =
            Map.of("", GgmlType.Q4_K, "attn", GgmlType.Q6_K, "ssm", GgmlType.Q8_0, "ffn_down_exps", GgmlType.Q5_K);

    @Inject
    CatalogFixture fixture;

    @BeforeEach
    void withoutModels() {
        fixture.clear();
    }

    @ParameterizedTest
    @MethodSource(View.EVERY)
    void showsWhichTensorGotWhichType(View view) {
        fixture.quant(fixture.qwen("qwen/Qwen3.5-35B-A3B"), "Q4_K_L", MIX);

        Page page = browser.open(view, "/qwen/Qwen3.5-35B-A3B/quants/Q4_K_L")
                .looksSound("quant")
                .page();

        assertThat(page.locator(".verdict")).containsText("bits a weight");
        assertThat(page.locator("table.types tbody tr").first().locator("td")).hasCount(41);
        assertThat(page.locator("table.types td[title='blk.7.ffn_down_exps.weight: q5_K']"))
                .hasText("5");
        assertThat(page.locator("table.types tr", new Page.LocatorOptions().setHasText("ffn_down_exps")))
                .containsText("q5_K ×40");
    }

    @Test
    void saysWhereItComesFrom() {
        Model llama = fixture.llama("meta/Llama-Small");
        fixture.recipe(fixture.quant(llama, "Q4_K_L", GgmlType.Q4_K), "Q4_K_L");

        Page page = browser.open(View.DESKTOP, "/meta/Llama-Small/quants/Q4_K_L")
                .looksSound("quant-of-recipe")
                .page();

        assertThat(page.locator("#by-hand"))
                .hasText("llama-quantize --output-tensor-type q8_0 --token-embedding-type q8_0"
                        + " pup-llama-3m-bf16.gguf Llama-Small-Q4_K_L.gguf Q4_K_M");
        page.locator("summary", new Page.LocatorOptions().setHasText("Show YAML"))
                .click();
        assertThat(page.locator("#recipe-yaml")).containsText("base: Q4_K_M");
    }

    @Test
    void commandsNameTheAddressThatTheReaderUses() {
        Model llama = fixture.llama("meta/Llama-Small");
        fixture.quant(llama, "Q8_0", GgmlType.Q8_0);

        Page page = browser.open(View.DESKTOP, "/meta/Llama-Small/quants/Q8_0").page();

        String server = page.url().replaceFirst("/meta/.*", "");
        assertThat(page.locator("#run-curl"))
                .hasText("curl -fL -C - -O " + server + "/meta/Llama-Small/resolve/main/Llama-Small-Q8_0.gguf");
        assertThat(page.locator("#run-llama-hf"))
                .hasText("MODEL_ENDPOINT=" + server + "/ \\\n  llama-server -hf meta/Llama-Small:Q8_0");
        assertThat(page.locator("#run-hf"))
                .hasText("HF_ENDPOINT=" + server
                        + " \\\n  hf download meta/Llama-Small Llama-Small-Q8_0.gguf --local-dir .");
        assertThat(page.locator("#run-ollama")).containsText("ollama create llama-small:q8_0 -f Modelfile");
        assertThat(page.locator("#run-jllama")).containsText("setModel(\"Llama-Small-Q8_0.gguf\")");
    }

    @Test
    void saysWhatJllamaCannotLoad() {
        fixture.quant(fixture.nemotron("nvidia/Nemotron"), "Q8_0", GgmlType.Q8_0);
        fixture.quant(fixture.llama("meta/Llama-Small"), "Q1_0", GgmlType.Q1_0);

        assertThat(browser.open(View.DESKTOP, "/nvidia/Nemotron/quants/Q8_0")
                        .page()
                        .locator(".runs"))
                .containsText("Will not load: its llama.cpp (build 4916) predates nemotron_h_moe.");
        assertThat(browser.open(View.DESKTOP, "/meta/Llama-Small/quants/Q1_0")
                        .page()
                        .locator(".runs"))
                .containsText("Will not load: its llama.cpp (build 4916) predates the type q1_0.");
    }

    @Test
    void aCommandIsCopiedWithAButtonThatNeedsJavaScript() {
        fixture.quant(fixture.llama("meta/Llama-Small"), "Q8_0", GgmlType.Q8_0);
        String copy = "[data-copy-from=run-curl]";

        Page with = browser.open(View.DESKTOP, "/meta/Llama-Small/quants/Q8_0").page();
        Page without = browser.open(View.DESKTOP.withoutJavaScript(), "/meta/Llama-Small/quants/Q8_0")
                .page();

        assertThat(with.locator(copy)).isVisible();
        assertThat(without.locator(copy)).isHidden();
        with.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        with.locator(copy).click();
        assertThat(with.locator(copy)).hasText("Copied");
    }

    @ParameterizedTest
    @MethodSource(View.EVERY)
    void aQuantMadeElsewhereNamesItsPublisher(View view) {
        fixture.elsewhere(fixture.llama("meta/Llama-Small"), "merle", "Q6_K", GgmlType.Q6_K);

        Page page = browser.open(view, "/merle/Llama-Small/quants/Q6_K")
                .looksSound("quant-elsewhere")
                .page();

        assertThat(page.locator("h1")).hasText("merle/Q6_K");
        assertThat(page.locator(".pairs").first()).containsText("How it was derived has not been checked.");
    }

    @Test
    void deletingAsksFirstAndNeedsNoJavaScript() {
        fixture.quant(fixture.llama("meta/Llama-Small"), "Q8_0", GgmlType.Q8_0);
        Page page = browser.open(View.PHONE.withoutJavaScript(), "/meta/Llama-Small/quants/Q8_0")
                .page();

        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Delete this quant"))
                .click();
        assertThat(page.locator("h1")).hasText("Delete Q8_0?");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Delete Q8_0"))
                .click();

        assertThat(page.locator("h1")).hasText("Llama-Small");
        assertThat(page.locator(".facts")).containsText("none yet");
    }

    @Test
    void thePageOfAskingIsSound() {
        Model llama = fixture.llama("meta/Llama-Small");
        fixture.quant(llama, "Q8_0", GgmlType.Q8_0);
        fixture.quant(llama, "Q8_0_AGAIN", GgmlType.Q8_0);

        Page page = browser.open(View.PHONE, "/meta/Llama-Small/quants/Q8_0/delete")
                .looksSound("quant-delete")
                .page();

        assertThat(page.locator(".prose")).containsText("because other quants have the same tensors");
        assertThat(page.locator(".prose")).containsText("not found at main any more");
        assertThat(page.locator(".prose")).containsText("older revisions go on listing it, and answer “gone”");
    }

    @Test
    void modelsAndQuantsAreJsonAndMarkdownToo() {
        fixture.quant(fixture.llama("meta/Llama-3.2"), "Q8_0", GgmlType.Q8_0);

        given().get("/meta/Llama-3.2.json").then().statusCode(200).body("model.name", is("Llama-3.2"));
        given().get("/meta/Llama-3.2.md")
                .then()
                .statusCode(200)
                .contentType(containsString("text/markdown"))
                .body(containsString("# meta/Llama-3.2"))
                .body(containsString("| [Q8_0](http://"));
        given().get("/meta/Llama-3.2/quants/Q8_0.json").then().statusCode(200).body("name", is("Q8_0"));
        given().get("/meta/Llama-3.2/quants/Q8_0.md")
                .then()
                .statusCode(200)
                .body(startsWith("---\nlibrary_name: \"gguf\"\n"))
                .body(containsString("- ffn_down: q8_0 ×4"));
        given().get("/meta/Llama-3.2").then().statusCode(200).contentType(containsString("text/html"));
    }
}
