package dev.kennel.steering;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennel.Fixtures;
import dev.kennel.KennelApi;
import dev.kennel.blob.Sha256;
import dev.kennel.browser.BrowserSession;
import dev.kennel.browser.View;
import dev.kennel.gguf.ControlVectorFile;
import dev.kennel.safetensors.SafetensorsWriter;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.kennel.ImportRoots.directory;
import static dev.kennel.KennelApi.done;
import static dev.kennel.KennelApi.post;
import static dev.kennel.KennelApi.problem;
import static dev.kennel.KennelApi.requireModel;
import static dev.kennel.KennelApi.submitImport;
import static dev.kennel.KennelApi.submitted;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

@QuarkusTest
class SaeTest {

    @RegisterExtension
    static final BrowserSession browser = new BrowserSession();

    private static final String MODEL = "autoencoded/Qwen";
    private static final String VECTORS = "/models/" + MODEL + "/vectors";
    private static final String UPLOADS = "/api/v1/uploads/";
    private static final int WIDTH = 256;
    private static final int FEATURES = 40;

    @BeforeEach
    void model() {
        requireModel(MODEL, Fixtures.QWEN_MOE);
    }

    @Test
    void aRowOfADecoderBecomesAVector() throws Exception {
        float[] numbers = numbers(FEATURES * WIDTH);
        Path sae = decoder("W_dec", "F32", numbers, FEATURES, WIDTH);

        done(submitted(post(
                VECTORS + "/sae",
                Map.of("path", sae.toString(), "index", 7, "block", 3, "label", "colours", "filename", "row.gguf"))));

        JsonPath card = KennelApi.get(VECTORS + "/row.gguf").jsonPath();
        assertThat(card.getList("directions.block", Integer.class)).containsExactly(3);
        assertThat(card.getList("directions.acts", Boolean.class)).containsExactly(true);
        assertThat(card.getString("facts.method")).isEqualTo("sae");
        assertThat(card.getString("facts.label")).isEqualTo("colours");
        assertThat(card.getString("facts.sae_sha256")).isEqualTo(Sha256.of(sae).hex());
        assertThat(card.getString("facts.sae_tensor")).isEqualTo("W_dec");
        assertThat(card.getString("facts.sae_index")).isEqualTo("7");
        assertThat(card.getString("facts.acts")).contains("direction.3", "block 3, counted from 0");
        assertThat(direction(card, 3)).containsExactly(part(numbers, 7 * WIDTH, 1));
        problem(make(sae, Map.of("filename", "row.gguf")), 409).body("title", containsString("row.gguf already"));
    }

    @Test
    void aColumnOfAnUploadBecomesAVectorOfTheLengthThatWasAskedFor() throws Exception {
        float[] numbers = numbers(WIDTH * FEATURES);
        Path sae = decoder("decoder.weight", "BF16", numbers, WIDTH, FEATURES);
        given().body(Files.readAllBytes(sae))
                .put(UPLOADS + "column.safetensors")
                .then()
                .statusCode(201);
        Map<String, Object> asked =
                Map.of("upload", "column.safetensors", "index", 39, "block", 1, "norm", 12.5, "keepUpload", true);

        done(submitted(post(VECTORS + "/sae", asked)));

        JsonPath card =
                KennelApi.get(VECTORS + "/Qwen-block-1-feature-39.control.gguf").jsonPath();
        float[] column = part(numbers, 39, FEATURES);
        double length = norm(column);
        assertThat(card.getDouble("directions[0].norm")).isEqualTo(12.5, within(1e-4));
        assertThat(Double.parseDouble(card.getString("facts.sae_norm"))).isEqualTo(length, within(1e-4));
        assertThat(direction(card, 1)[5]).isEqualTo((float) (column[5] * 12.5 / length), within(1e-6f));
        given().get(UPLOADS + "column.safetensors").then().statusCode(200);

        done(submitted(post(VECTORS + "/sae", Map.of("upload", "column.safetensors", "index", 0, "block", 1))));

        given().get(UPLOADS + "column.safetensors").then().statusCode(404);
    }

    @Test
    void whatCannotSteerTheModelIsRefusedWithTheReason() {
        Path sae = decoder("W_dec", "F32", numbers(FEATURES * WIDTH), FEATURES, WIDTH);

        refused(
                make(sae, Map.of("block", 0)),
                "block",
                "does not steer block 0 of this architecture; it steers [1, 2, 3]");
        refused(make(sae, Map.of("block", 4)), "block", "There is no block 4: " + MODEL + " has them from 0 to 3");
        refused(make(sae, Map.of("index", FEATURES)), "index", "has them from 0 to 39");
        refused(make(sae, Map.of("index", -1)), "index", "There is no feature -1");
        refused(make(sae, Map.of("norm", 0)), "norm", "above 0");
        refused(make(sae, Map.of("tensor", "W_enc")), "tensor", "'W_dec' of 40 × 256 F32");
        refused(make(sae, Map.of("layout", "diagonal")), "layout", "neither rows nor columns");
        refused(make(sae, Map.of("filename", "../x.gguf")), "filename", "must begin with a letter");
        refused(post(VECTORS + "/sae", Map.of("path", sae.toString(), "block", 1)), "index", "counted from 0");
        refused(post(VECTORS + "/sae", Map.of("path", sae.toString(), "index", 1)), "block", "counted from 0");
        problem(post(VECTORS + "/sae", Map.of("index", 1, "block", 1)), 400);
        problem(post(VECTORS + "/sae", Map.of("path", "/etc/passwd", "index", 1, "block", 1)), 422)
                .body("detail", containsString("kennel.import.roots"));
        problem(post(VECTORS + "/sae", Map.of("upload", "nothing.safetensors", "index", 1, "block", 1)), 404);
    }

    @Test
    void aFileThatIsNoDecoderOfTheModelIsRefused() throws Exception {
        float[] numbers = numbers(FEATURES * WIDTH);
        numbers[WIDTH] = Float.NaN;
        for (int i = 0; i < WIDTH; i++) {
            numbers[i] = 0;
        }
        Path sae = decoder("W_dec", "F32", numbers, FEATURES, WIDTH);
        refused(make(sae, Map.of("index", 0)), "index", "is 0 and steers nothing");
        refused(make(sae, Map.of("index", 1)), "index", "not finite");
        refused(
                make(decoder("W_dec", "F16", numbers(6), 2, 3), Map.of()),
                "tensor",
                "has no side of 256 numbers, the width of what the model's blocks give");
        Path checkpoint = Files.write(directory().resolve("sae.pt"), new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0});
        refused(make(checkpoint, Map.of()), "path", "sae.pt: it is a ZIP archive, as PyTorch's checkpoints");
        refused(make(Fixtures.LLAMA, Map.of()), "path", "it is a GGUF, no safetensors file");
        problem(submitImport(Map.of("base", MODEL, "path", sae.toString())), 422)
                .body("title", is("A safetensors file is not imported here"));
    }

    @Test
    void aBlockThatTheArchitectureCannotSteerIsRefused() {
        requireModel("autoencoded/Nemotron", Fixtures.NEMOTRON_MOE);
        Path sae = decoder("W_dec", "F32", numbers(FEATURES * WIDTH), FEATURES, WIDTH);

        refused(
                post(
                        "/models/autoencoded/Nemotron/vectors/sae",
                        Map.of("path", sae.toString(), "index", 0, "block", 2)),
                "block",
                "it steers [1, 3, 5, 7]");
    }

    @ParameterizedTest
    @MethodSource(View.EVERY)
    void aPersonTakesOne(View view) {
        takeOne(view, "seen-" + view.name());
    }

    @Test
    void aPersonTakesOneWithoutJavaScript() {
        takeOne(View.PHONE.withoutJavaScript(), "plain");
    }

    private static void takeOne(View view, String name) {
        Path sae = decoder("W_dec", "BF16", numbers(FEATURES * WIDTH), FEATURES, WIDTH);
        Page page = browser.open(view, "/" + MODEL + "/vectors/-/sae")
                .looksSound("sae")
                .page();
        page.getByLabel("On this computer").setInputFiles(sae);
        page.getByLabel("Index, counted from 0").fill("400");
        page.getByLabel("What it is about").fill("small animals");
        page.getByLabel("The autoencoder reads what comes out of block").selectOption("2");
        page.locator("summary", new Page.LocatorOptions().setHasText("More")).click();
        page.getByLabel("Kept as").fill(name + ".gguf");

        makeIt(page);
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("from 0 to 39");
        assertThat(page.getByLabel("What it is about")).hasValue("small animals");
        assertThat(page.getByLabel("The autoencoder reads what comes out of block"))
                .hasValue("2");
        page.getByLabel("Index, counted from 0").fill("4");
        makeIt(page);
        page.waitForURL("**/jobs/*");
        done(Long.parseLong(page.url().replaceAll(".*/jobs/(\\d+).*", "$1")));

        Page card = browser.open(view, "/" + MODEL + "/vectors/" + name + ".gguf")
                .looksSound("sae-vector")
                .page();
        assertThat(card.locator("main")).containsText("small animals");
        assertThat(card.locator("main")).containsText("Autoencoder");
        browser.open(view, "/" + MODEL + "/vectors").looksSound("vectors-with-sae");
    }

    private static void makeIt(Page page) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Make the control vector"))
                .click();
    }

    private static Response make(Path sae, Map<String, Object> changed) {
        Map<String, Object> asked = new HashMap<>(Map.of("path", sae.toString(), "index", 1, "block", 1));
        asked.putAll(changed);
        return post(VECTORS + "/sae", asked);
    }

    private static void refused(Response response, String field, String reason) {
        problem(response, 422).body("errors[0].field", is(field)).body("errors[0].message", containsString(reason));
    }

    private static float[] direction(JsonPath card, int block) throws Exception {
        byte[] bytes = given().get(card.getString("download")).asByteArray();
        Path file = Files.write(Files.createTempDirectory("sae").resolve("vector.gguf"), bytes);
        return ControlVectorFile.read(file).directions().get(block);
    }

    private static Path decoder(String tensor, String type, float[] numbers, long... shape) {
        return SafetensorsWriter.empty()
                .field("\"__metadata__\":{\"format\":\"pt\"}")
                .tensor("b_dec", type, new float[] {1, 2}, 2)
                .tensor(tensor, type, numbers, shape)
                .write(directory().resolve("layer.safetensors"));
    }

    /// Such as every type holds exactly.
    private static float[] numbers(int count) {
        Random random = new Random(count);
        var numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (1 + random.nextInt(100)) / 128f;
        }
        return numbers;
    }

    private static float[] part(float[] numbers, int from, int step) {
        var part = new float[WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            part[i] = numbers[from + i * step];
        }
        return part;
    }

    private static double norm(float[] numbers) {
        double squares = 0;
        for (float number : numbers) {
            squares += (double) number * number;
        }
        return Math.sqrt(squares);
    }
}
