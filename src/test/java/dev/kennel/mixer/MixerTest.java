package dev.kennel.mixer;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennel.KennelApi;
import dev.kennel.browser.BrowserSession;
import dev.kennel.browser.View;
import dev.kennel.browser.Visit;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.kennel.KennelApi.post;
import static dev.kennel.KennelApi.problem;
import static dev.kennel.KennelApi.put;
import static dev.kennel.KennelApi.submitted;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

@QuarkusTest
class MixerTest {

    @RegisterExtension
    static final BrowserSession browser = new BrowserSession();

    private static final String MIXER = "/models/" + SteeredModel.NAME + "/mixer";
    private static final String PAGE = "/mixer/" + SteeredModel.NAME + "/Q4_K_M";
    private static final String QUESTION = "Is it going to rain tomorrow?";
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Only something stuck takes that long.
    private static final int PATIENCE_SECONDS = 600;

    @BeforeEach
    void aModelThatWasSteered() throws Exception {
        SteeredModel.require();
    }

    @Test
    void eachMeasuredFeatureHasASliderInTheBasesUnits() {
        JsonPath quant = KennelApi.get(MIXER + "?quant=Q4_K_M").jsonPath();
        JsonPath base = KennelApi.get(MIXER).jsonPath();

        assertThat(quant.getList("sliders.feature")).containsExactly(SteeredModel.FEATURE);
        assertThat(quant.getBoolean("sliders[0].measured")).isTrue();
        assertThat(base.getDouble("sliders[0].dose")).isEqualTo(1);
        assertThat(quant.getDouble("sliders[0].strength"))
                .isCloseTo(base.getDouble("sliders[0].strength") * quant.getDouble("sliders[0].dose"), within(1e-5));
    }

    @Test
    void aQuestionIsAnsweredTwice() {
        JsonPath mix = over(asked(Map.of(SteeredModel.FEATURE, 2)));

        assertThat(mix.getString("state")).as(mix.getString("failure")).isEqualTo("done");
        assertThat(mix.getBoolean("engaged")).isTrue();
        assertThat(mix.getInt("unsteered.tokens")).isPositive();
        assertThat(mix.getString("steered.text")).isNotBlank().isNotEqualTo(mix.getString("unsteered.text"));
        assertThat(String.join("", mix.getList("steered.spans.text", String.class)))
                .isEqualTo(mix.getString("steered.text"));
        problem(put("/mixes/" + mix.getLong("id") + "/settings", Map.of()), 409);
    }

    @Test
    void withoutSteeringBothAnswersAreTheSame() {
        JsonPath mix = over(asked(Map.of()));

        assertThat(mix.getString("steered.text")).isEqualTo(mix.getString("unsteered.text"));
        assertThat((Object) mix.get("engaged")).isNull();
    }

    @Test
    void aTalkGoesOnEachSideFromItsOwnAnswers() {
        JsonPath first = over(asked(Map.of(SteeredModel.FEATURE, 2)));

        JsonPath second = over(submitted(post(
                MIXER,
                Map.of(
                        "quant",
                        "Q4_K_M",
                        "question",
                        "And the day after?",
                        "settings",
                        Map.of(SteeredModel.FEATURE, 2),
                        "tokens",
                        24,
                        "after",
                        first.getLong("id")))));

        assertThat(second.getString("state")).as(second.getString("failure")).isEqualTo("done");
        assertThat(second.getList("earlier.question")).isEqualTo(List.of(QUESTION));
        assertThat(second.getList("earlier.steered")).isEqualTo(List.of(first.getString("steered.text")));
        assertThat(second.getInt("promptTokens")).isGreaterThan(first.getInt("promptTokens") + 20);
        assertThat(second.getString("unsteered.text")).isNotEqualTo(first.getString("unsteered.text"));
        problem(post(MIXER, Map.of("question", "a", "after", 999999)), 404);
    }

    @Test
    void whatCannotBeAskedIsRefused() {
        problem(post(MIXER, Map.of("question", " ")), 422).body("errors[0].field", is("question"));
        problem(post(MIXER, Map.of("question", "a", "settings", Map.of("mood", 1))), 422)
                .body("errors[0].message", is("There is no slider for 'mood' here; there are small-hedging."));
        problem(post(MIXER, Map.of("question", "a", "settings", Map.of(SteeredModel.FEATURE, 3))), 422)
                .body("errors[0].message", containsString("is 3.0 and not between −2 and 2"));
        problem(post(MIXER, Map.of("question", "a", "tokens", 0)), 422);
        problem(post(MIXER, Map.of("question", "a", "temperature", 9)), 422);
        problem(post(MIXER, Map.of("question", "a", "quant", "Q9")), 422);
        problem(KennelApi.get("/mixes/999999"), 404);
        for (Map<String, String> wrong : List.of(Map.of(SteeredModel.FEATURE, "99"), Map.of("tokens", "many"))) {
            given().formParam("model", SteeredModel.NAME)
                    .formParam("question", "a")
                    .formParams(wrong)
                    .post("/mixer")
                    .then()
                    .statusCode(422)
                    .body(containsString("This cannot be asked so"));
        }
    }

    @Test
    void aQuestionThatIsStoppedSaysNoMoreAndFreesItsSeat() {
        long mix = asked(Map.of(SteeredModel.FEATURE, 2), 2048);

        given().delete("/api/v1/mixes/" + mix).then().statusCode(204);

        JsonPath stopped = over(mix);
        assertThat(stopped.getString("state")).isEqualTo("stopped");
        assertThat(stopped.getInt("steered.tokens")).isLessThan(2048);
        assertThat(over(asked(Map.of())).getString("state")).isEqualTo("done");
    }

    @Test
    void wordsComeOverAWebSocketAndSlidersActMeanwhile() throws Exception {
        var heard = new Heard();
        WebSocket socket = connect(heard);

        socket.sendText(
                        "{\"do\":\"ask\",\"number\":7,\"model\":\"%s\",\"request\":{\"quant\":\"Q4_K_M\",\"question\":\"%s\",\"settings\":{\"small-hedging\":2},\"tokens\":1000}}"
                                .formatted(SteeredModel.NAME, QUESTION),
                        true)
                .join();
        assertThat(heard.until("words").get("number").asInt()).isEqualTo(7);
        socket.sendText("{\"do\":\"turn\",\"settings\":{\"small-hedging\":1.5}}", true)
                .join();
        JsonNode over = heard.until("over");
        JsonPath mix = KennelApi.get("/mixes/" + over.get("mix").asLong()).jsonPath();

        assertThat(over.get("how").asText()).isEqualTo("done");
        assertThat(mix.getDouble("settings.'small-hedging'")).isEqualTo(1.5);

        socket.sendText("{\"do\":\"turn\",\"settings\":{}}", true).join();
        assertThat(heard.until("refused").at("/problem/status").asInt()).isEqualTo(409);
        socket.sendText("null", true).join();
        assertThat(heard.until("refused").at("/problem/status").asInt()).isEqualTo(400);
        socket.sendText("{\"do\":\"dance\"}", true).join();
        assertThat(heard.until("refused").at("/problem/status").asInt()).isEqualTo(400);
        socket.sendText("{\"do\":\"ask\",\"model\":\"spoken/Nobody\",\"request\":{\"question\":\"a\"}}", true)
                .join();
        assertThat(heard.until("refused").at("/problem/status").asInt()).isEqualTo(404);
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    @Test
    void whoeverLeavesIsNotAnsweredAnyMore() throws Exception {
        var heard = new Heard();
        WebSocket socket = connect(heard);
        socket.sendText(
                        "{\"do\":\"ask\",\"model\":\"%s\",\"request\":{\"question\":\"%s\",\"settings\":{\"small-hedging\":2},\"tokens\":2048}}"
                                .formatted(SteeredModel.NAME, QUESTION),
                        true)
                .join();
        long mix = heard.until("words").get("mix").asLong();

        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();

        assertThat(over(mix).getString("state")).isEqualTo("stopped");
    }

    @Test
    void aPageOfAnotherSiteCannotConnect() {
        assertThatThrownBy(() -> HttpClient.newHttpClient()
                        .newWebSocketBuilder()
                        .header("Origin", "https://elsewhere.example")
                        .buildAsync(socketAddress(), new Heard())
                        .join())
                .isInstanceOf(CompletionException.class);
    }

    @Test
    void looksAndLinksLoadNothing() {
        given().urlEncodingEnabled(false)
                .get(PAGE + "?small-hedging=-0.75&question=Why%3F&tokens=20&temperature=0.5&seed=7")
                .then()
                .statusCode(200)
                .body(containsString("value=\"-0.75\""), containsString(">Why?</textarea>"));
        given().urlEncodingEnabled(false)
                .redirects()
                .follow(false)
                .get("/mixer/open?model=" + SteeredModel.NAME + "&quant=base&small-hedging=1.5&question=Why%3F")
                .then()
                .statusCode(303)
                .header("Location", containsString("/mixer/spoken/Qwen/base?small-hedging=1.5&question=Why%3F"));
        given().redirects()
                .follow(false)
                .get("/mixer/bundle?model=" + SteeredModel.NAME + "&quant=Q4_K_M&small-hedging=0.5&question=a&seed=1")
                .then()
                .statusCode(303)
                .header("Location", endsWith("/" + SteeredModel.NAME + "/bundle?quant=Q4_K_M&small-hedging=0.5"));
        given().get("/mixer/cost?model=" + SteeredModel.NAME + "&quant=Q4_K_M&small-hedging=1")
                .then()
                .statusCode(200)
                .body(containsString("What does it cost?"), not(containsString("<html")));
        given().get("/mixer").then().statusCode(200).body(containsString(PAGE));
        given().get("/mixer/spoken/Nobody/base").then().statusCode(404);
    }

    @ParameterizedTest
    @MethodSource(View.EVERY)
    void aPersonAsksBothAndSeesWhatDiffers(View view) {
        Visit visit = browser.open(view, PAGE + "?small-hedging=1").looksSound("mixer");
        Page page = visit.page();
        page.getByLabel("You ask both").fill(QUESTION);
        page.getByLabel("Answer length").fill("40");

        page.getByText("Ask", new Page.GetByTextOptions().setExact(true)).click();

        assertThat(page.getByText("Ask again"))
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_SECONDS * 1000));
        Awaitility.await().atMost(PATIENCE_SECONDS, TimeUnit.SECONDS).until(() -> {
            String state = page.locator("#state").textContent();
            return state.isBlank() || state.startsWith("Failed");
        });
        assertThat(page.locator("#state")).hasText("");
        assertThat(page.locator("#steered-answer")).not().hasText("");
        assertThat(page.locator("#unsteered-answer")).not().hasText("");

        page.getByLabel("Go on from these answers").check();
        page.getByLabel("You ask both").fill("And the day after?");
        page.getByText("Ask again").click();

        assertThat(page.locator("#earlier li"))
                .hasCount(1, new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE_SECONDS * 1000));
        assertThat(page.locator("#earlier .asked")).hasText(QUESTION);
        assertThat(page.getByText("Ask again"))
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_SECONDS * 1000));
        visit.looksSound("mixer-answers");
    }

    private static long asked(Map<String, ?> settings) {
        return asked(settings, 24);
    }

    private static long asked(Map<String, ?> settings, int tokens) {
        return submitted(
                post(MIXER, Map.of("quant", "Q4_K_M", "question", QUESTION, "settings", settings, "tokens", tokens)));
    }

    private static JsonPath over(long mix) {
        return Awaitility.await("the end of question " + mix)
                .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .until(() -> KennelApi.get("/mixes/" + mix).jsonPath(), found -> List.of("done", "stopped", "failed")
                        .contains(found.getString("state")));
    }

    private static URI socketAddress() {
        return URI.create(
                ConfigProvider.getConfig().getValue("test.url", String.class).replaceFirst("http", "ws")
                        + "/api/v1/mixer");
    }

    private static WebSocket connect(Heard heard) {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(socketAddress(), heard)
                .join();
    }

    /// What a client hears, in order.
    private static final class Heard implements WebSocket.Listener {

        private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
        private final StringBuilder part = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            part.append(text);
            if (last) {
                try {
                    messages.add(JSON.readTree(part.toString()));
                } catch (Exception e) {
                    throw new IllegalStateException(part.toString(), e);
                }
                part.setLength(0);
            }
            socket.request(1);
            return null;
        }

        JsonNode until(String event) throws InterruptedException {
            JsonNode message;
            do {
                message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                assertThat(message).as("an event '%s'", event).isNotNull();
            } while (!message.get("event").asText().equals(event));
            return message;
        }
    }
}
