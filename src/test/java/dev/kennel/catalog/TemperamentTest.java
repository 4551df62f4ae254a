package dev.kennel.catalog;

import java.util.Map;

import com.microsoft.playwright.Page;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
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
import static dev.kennel.KennelApi.problem;
import static dev.kennel.KennelApi.requireModel;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

@QuarkusTest
class TemperamentTest {

    @RegisterExtension
    static final BrowserSession browser = new BrowserSession();

    private static final String API = "/models/temperament/Llama/temperament";

    @BeforeEach
    void models() {
        requireModel("temperament/Llama", Fixtures.LLAMA);
        requireModel("temperament/Page", Fixtures.LLAMA);
    }

    @Test
    void whatIsSaidStandsOnTheCardAndWhatWasSaidStays() {
        say("A quiet dog.").then().statusCode(204);
        say("  A working dog:\n give it a job.  ").then().statusCode(204);
        say("A working dog: give it a job.").then().statusCode(204);

        given().get("/temperament/Llama.md").then().body(containsString("*A working dog: give it a job.*"));
        KennelApi.get(API)
                .then()
                .statusCode(200)
                .body("items.words", contains("A working dog: give it a job.", "A quiet dog."));
        problem(say("x".repeat(501)), 422).body("errors[0].field", is("words"));
        problem(KennelApi.get("/models/temperament/Nobody/temperament"), 404);
    }

    @ParameterizedTest
    @MethodSource(View.EVERY)
    void aPersonSaysWhatItIsLike(View view) {
        String words = "It barks at " + view.name() + " <b>loudly</b>.";
        Page page = browser.open(view, "/temperament/Page/temperament")
                .looksSound("temperament")
                .page();
        page.getByLabel("Temperament").fill(words);

        page.getByText("Say so").click();

        assertThat(page.locator("p.temperament").first()).hasText(words);
    }

    private static Response say(String words) {
        return given().contentType("application/json")
                .body(Map.of("words", words))
                .put("/api/v1" + API);
    }
}
