package dev.kennel.bundles;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennel.Fixtures;
import dev.kennel.KennelApi;
import dev.kennel.blob.Sha256;
import dev.kennel.browser.BrowserSession;
import dev.kennel.browser.View;
import dev.kennel.feature.FeatureFile;
import dev.kennel.gguf.ControlVectorFile;
import dev.kennel.steer.run.SteeringFixture;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.kennel.KennelApi.done;
import static dev.kennel.KennelApi.post;
import static dev.kennel.KennelApi.problem;
import static dev.kennel.KennelApi.requireModel;
import static dev.kennel.KennelApi.submitted;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

@QuarkusTest
class BundleTest {

    @RegisterExtension
    static final BrowserSession browser = new BrowserSession();

    private static final String MODEL = "packed/Llama";
    private static final String BUNDLES = "/models/" + MODEL + "/bundles";
    private static final String STEERED = "?quant=Q8_0&small-creativity=-0.5&small-hedging=1";

    private static final String LARGE = "packed/Large";

    private static boolean measured;

    @TestHTTPResource
    URI server;

    @TempDir
    Path directory;

    /// A model that jllama loads, with a quant that was asked about two features and tried in jllama, and one that was
    /// not.
    private static void requireQuants() throws Exception {
        if (measured) {
            return;
        }
        requireModel(MODEL, Fixtures.LLAMA);
        for (String feature : List.of("hedging", "creativity")) {
            given().contentType("text/plain")
                    .body(FeatureFile.write(SteeringFixture.feature(feature)))
                    .post("/api/v1/features")
                    .then()
                    .statusCode(201);
        }
        done(KennelApi.sweep(MODEL, "Q8_0", "Q2_K"));
        for (String feature : List.of("small-hedging", "small-creativity")) {
            done(submitted(post("/models/" + MODEL + "/vectors", Map.of("feature", feature))));
        }
        done(submitted(post(
                "/models/" + MODEL + "/responses",
                Map.of("features", List.of("small-hedging", "small-creativity"), "quants", List.of("Q8_0")))));
        done(submitted(post("/models/" + MODEL + "/portability", Map.of("quants", List.of("Q8_0")))));
        done(submitted(post(BUNDLES, Map.of("quant", "Q8_0"))));
        measured = true;
    }

    private static JsonPath bundle(String query) {
        return KennelApi.get(BUNDLES + query).then().statusCode(200).extract().jsonPath();
    }

    private Path downloaded(JsonPath bundle) throws Exception {
        Path zip = directory.resolve("bundle.zip");
        Files.deleteIfExists(zip);
        HttpResponse<Path> answer =
                send(HttpRequest.newBuilder(server.resolve(bundle.getString("download"))), BodyHandlers.ofFile(zip));
        assertThat(answer.statusCode()).isEqualTo(200);
        return zip;
    }

    private static <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body)
            throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), body);
        }
    }

    private Path unpacked(Path zip) throws Exception {
        Path folder = directory.resolve("unpacked");
        run(directory, "unzip", "-q", zip.toString(), "-d", folder.toString());
        return folder;
    }

    private static String run(Path directory, String... words) throws Exception {
        var process = new ProcessBuilder(words).directory(directory.toFile()).redirectErrorStream(true);
        process.environment().put("LLAMA_SERVER", "echo");
        Process started = process.start();
        String said = new String(started.getInputStream().readAllBytes());
        assertThat(started.waitFor()).as(said).isZero();
        return said;
    }

    @Test
    void aQuantWithTwoFeaturesIsOneZipThatSaysHowToRunAndCheckIt() throws Exception {
        requireQuants();

        JsonPath bundle = bundle(STEERED);

        assertThat(bundle.getBoolean("ready")).isTrue();
        Path zip = downloaded(bundle);
        assertThat(Files.size(zip)).isEqualTo(bundle.getLong("bytes"));
        assertThat(run(directory, "unzip", "-t", zip.toString())).contains("No errors detected");
        Path folder = unpacked(zip);
        List<String> paths = bundle.getList("entries.path");
        assertThat(paths)
                .startsWith("Llama-Q8_0.gguf", "vectors/small-creativity.gguf", "vectors/small-hedging.gguf")
                .contains("jllama/steering.gguf", "KennelExample.java", "README.md", "run.sh", "probe.json")
                .contains("provenance.json")
                .endsWith("bundle.json", "SHA256SUMS");
        assertThat(run(folder, "sha256sum", "-c", "SHA256SUMS")).contains("Llama-Q8_0.gguf: OK");
        String quant =
                KennelApi.get("/models/" + MODEL + "/quants/Q8_0").jsonPath().getString("sha256");
        assertThat(Sha256.of(folder.resolve("Llama-Q8_0.gguf")).hex()).isEqualTo(quant);
        assertThat(Files.readString(folder.resolve("README.md")))
                .contains("# Q8_0 of packed/Llama")
                .contains("| small-hedging |")
                .contains("(measurements/")
                .contains(bundle.getString("command"));
        assertThat(Files.readString(folder.resolve("provenance.json"))).contains("slsa", quant);
        assertCommandSetsTheDoses(bundle, folder);
    }

    private static void assertCommandSetsTheDoses(JsonPath bundle, Path folder) throws Exception {
        double dose = bundle.getDouble("steering[1].dose");
        double unit = bundle.getDouble("steering[1].unit");
        double strength = bundle.getDouble("steering[1].strength");
        assertThat(strength).isCloseTo(1 * dose * unit, within(1e-5 * strength));
        assertThat(bundle.getDouble("steering[0].strength")).isNegative();
        String said = run(folder.getParent(), "unpacked/run.sh", "--port", "8081");
        assertThat(said.strip())
                .startsWith("-m Llama-Q8_0.gguf --control-vector-scaled vectors/small-creativity.gguf:-")
                .contains(",vectors/small-hedging.gguf:" + Double.toString(strength))
                .endsWith("--port 8081");
        float[] hedging = firstDirection(folder.resolve("vectors/small-hedging.gguf"));
        float[] creativity = firstDirection(folder.resolve("vectors/small-creativity.gguf"));
        float[] summed = firstDirection(folder.resolve("jllama/steering.gguf"));
        for (int i = 0; i < summed.length; i++) {
            assertThat((double) summed[i])
                    .isCloseTo(
                            strength * hedging[i] + bundle.getDouble("steering[0].strength") * creativity[i],
                            within(1e-4));
        }
    }

    private static float[] firstDirection(Path vector) throws IOException {
        return ControlVectorFile.read(vector).directions().firstEntry().getValue();
    }

    @Test
    void theJavaProgramRunsWithJllamaAndItsVectorIsRead() throws Exception {
        requireQuants();
        Path folder = unpacked(downloaded(bundle(STEERED)));
        String jllama = Arrays.stream(System.getProperty("java.class.path").split(":"))
                .filter(path -> path.contains("/de/kherud/llama/"))
                .findFirst()
                .orElseThrow();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

        run(folder, java, "-cp", jllama, "KennelExample.java");

        Files.writeString(folder.resolve("jllama/steering.gguf"), "no vector");
        assertThatThrownBy(() -> run(folder, java, "-cp", jllama, "KennelExample.java"))
                .hasMessageContaining("LlamaException");
    }

    @Test
    void aDownloadThatBrokeOffGoesOn() throws Exception {
        requireQuants();
        JsonPath bundle = bundle(STEERED);
        byte[] whole = Files.readAllBytes(downloaded(bundle));
        URI address = server.resolve(bundle.getString("download"));
        String tag = "\"" + bundle.getString("entityTag") + "\"";

        for (int from : new int[] {1, 70, whole.length / 2, whole.length - 30}) {
            HttpResponse<byte[]> rest = send(
                    HttpRequest.newBuilder(address)
                            .header("Range", "bytes=" + from + "-")
                            .header("If-Range", tag),
                    BodyHandlers.ofByteArray());
            assertThat(rest.statusCode()).isEqualTo(206);
            assertThat(rest.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
            assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(whole, from, whole.length));
        }
        HttpResponse<Void> head = send(
                HttpRequest.newBuilder(address).method("HEAD", HttpRequest.BodyPublishers.noBody()),
                BodyHandlers.discarding());
        assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(whole.length);
        assertThat(head.headers().firstValue("ETag")).hasValue(tag);
        assertThat(head.headers().firstValue("Content-Type")).hasValue("application/zip");
        assertThat(head.headers().firstValue("Content-Disposition")).hasValueSatisfying(name -> assertThat(name)
                .contains("Llama-Q8_0-bundle_small-creativity=-0.5_small-hedging=1.zip"));
        assertThat(send(HttpRequest.newBuilder(address).header("If-None-Match", tag), BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(304);
        assertThat(send(
                                HttpRequest.newBuilder(address).header("Range", "bytes=" + whole.length + "-"),
                                BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(416);
        given().post(bundle.getString("download")).then().statusCode(405);
    }

    @Test
    void withoutFeaturesItIsTheQuantWithItsCard() throws Exception {
        requireQuants();
        long job = submitted(post(BUNDLES, Map.of("quant", "Q2_K")));

        String download = done(job).getString("detail.download");

        JsonPath bundle = bundle("?quant=q2_k");
        assertThat(bundle.getString("download")).isEqualTo(download).isEqualTo("/" + MODEL + "/bundles/Q2_K.zip");
        assertThat(bundle.getString("command")).isEqualTo("llama-server -m Llama-Q2_K.gguf");
        try (var zip = new ZipFile(downloaded(bundle).toFile())) {
            assertThat(zip.getEntry("KennelExample.java")).isNull();
            assertThat(new String(zip.getInputStream(zip.getEntry("README.md")).readAllBytes()))
                    .contains("jllama was not tried with this quant");
        }
        Checking.passes(directory.resolve("bundle.zip"), "features=0 failed=0");
    }

    @Test
    void aLargeQuantIsReadOnceByAJob() throws Exception {
        requireModel(LARGE, Fixtures.QWEN_MOE);
        done(KennelApi.sweep(LARGE, "Q8_0"));
        String bundles = "/models/" + LARGE + "/bundles";
        JsonPath before = KennelApi.get(bundles + "?quant=Q8_0").jsonPath();
        assertThat(before.getBoolean("ready")).isFalse();
        assertThat(before.getLong("unread")).isBetween(before.getLong("bytes") * 9 / 10, before.getLong("bytes"));
        problem(given().get(before.getString("download")), 409)
                .body("type", is("urn:kennel:problem:bundle-not-prepared"))
                .body("next", containsString("POST the same request to /api/v1/models/packed/Large/bundles"));
        given().head(before.getString("download")).then().statusCode(409);

        done(submitted(post(bundles, Map.of("quant", "Q8_0"))));

        JsonPath after = KennelApi.get(bundles + "?quant=Q8_0").jsonPath();
        assertThat(after.getBoolean("ready")).isTrue();
        assertThat(after.getLong("bytes")).isEqualTo(before.getLong("bytes"));
        Path zip = downloaded(after);
        assertThat(Files.size(zip)).isEqualTo(after.getLong("bytes"));
        assertThat(run(directory, "unzip", "-t", zip.toString())).contains("No errors detected");
        assertThat(done(submitted(post(bundles, Map.of("quant", "Q8_0")))).getString("state"))
                .as("nothing is left to read")
                .isEqualTo("DONE");
    }

    @ParameterizedTest
    @MethodSource(View.BOTH_SCRIPTS)
    void aPersonPreparesALargeOne(View view) throws Exception {
        String model = "packed/Large-" + view.toString().toLowerCase(Locale.ROOT);
        requireModel(model, Fixtures.NEMOTRON_MOE);
        String recipe = view == View.DESKTOP ? "Q8_0" : "Q6_K";
        done(KennelApi.sweep(model, recipe));
        Page page = browser.open(view, "/" + model + "/bundle")
                .looksSound("bundle-unread")
                .page();

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Prepare the bundle"))
                .click();

        long job = Long.parseLong(page.url().replaceAll(".*/jobs/(\\d+).*", "$1"));
        done(job);
        page.navigate(page.url());
        browser.open(view, "/jobs/" + job).looksSound("bundle-job");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("See what is in it"))
                .click();
        assertThat(page.locator("a[download]")).hasCount(1);
    }

    @Test
    void whatWasNotMeasuredIsRefusedAndWhatIsFarOutIsWarnedOf() throws Exception {
        requireQuants();

        problem(KennelApi.get(BUNDLES + "?quant=Q2_K&small-hedging=1"), 422)
                .body("errors[0].field", is("small-hedging"))
                .body("errors[0].message", containsString("Measure it first: /packed/Llama/responses"));
        problem(KennelApi.get(BUNDLES + "?quant=Q8_0&small-hedging=much"), 422)
                .body("errors[0].message", is("'much' is no number of units; 1 is the usual one."));
        problem(KennelApi.get(BUNDLES + "?quant=Q8_0&small-hedging=NaN"), 422);
        problem(KennelApi.get(BUNDLES + "?quant=Q8_0&small-hedging=11"), 422)
                .body("errors[0].message", containsString("is not between -10 and 10"));
        problem(KennelApi.get(BUNDLES + "?quant=Q9"), 404);
        problem(KennelApi.get(BUNDLES), 400);
        problem(post(BUNDLES, Map.of()), 400);
        problem(given().get("/" + MODEL + "/bundles/Q9.zip"), 404);
        problem(given().get("/" + MODEL + "/bundles/Q2_K.zip?small-hedging=1"), 422);
        problem(given().get("/packed/Nobody/bundles/Q8_0.zip"), 404);

        assertThat(bundle("?quant=Q8_0&small-hedging=9").getList("warnings", String.class))
                .singleElement()
                .satisfies(warning -> assertThat(warning).contains("usable window"));
        assertThat(bundle("?quant=Q8_0&small-hedging=0").getList("steering")).isEmpty();
    }

    @Test
    void whoeverHasOnlyTheZipCanCheckIt() throws Exception {
        requireQuants();
        Path zip = downloaded(bundle(STEERED));

        Checking.passes(zip, "features=2 failed=0");
        Path folder = unpacked(zip);
        Checking.passes(folder, "features=2 failed=0");
        try (var left = Files.list(directory)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("bundle.zip", "unpacked");
        }

        byte[] bytes = Files.readAllBytes(zip);
        bytes[bytes.length / 3] ^= 1;
        Checking.refuses(
                Files.write(directory.resolve("changed.zip"), bytes), "Llama-Q8_0.gguf is not what was put in");
        Checking.refuses(
                Files.write(directory.resolve("cut.zip"), Arrays.copyOf(bytes, bytes.length - 1000)),
                "is no whole ZIP");

        Path other = unpacked(downloaded(bundle("?quant=Q2_K")), "other").resolve("Llama-Q2_K.gguf");
        Forgery.replace(folder, "Llama-Q8_0.gguf", other);
        String said = Checking.fails(folder, "features=2 failed=");
        assertThat(said).contains("NOT as it was recorded").contains(": ANOTHER");
    }

    private Path unpacked(Path zip, String name) throws Exception {
        Path folder = directory.resolve(name);
        run(directory, "unzip", "-q", zip.toString(), "-d", folder.toString());
        return folder;
    }

    @ParameterizedTest
    @MethodSource(View.EVERY)
    void aPersonSeesWhatWillBeInIt(View view) throws Exception {
        requireQuants();

        Page page = browser.open(view, "/" + MODEL + "/bundle" + STEERED)
                .looksSound("bundle")
                .page();

        assertThat(page.getByLabel("small-hedging")).hasValue("1");
        assertThat(page.locator("a[download]")).hasText(Pattern.compile("Download .*iB"));
        assertThat(page.locator("#run")).containsText("--control-vector-scaled");
    }

    @ParameterizedTest
    @MethodSource(View.BOTH_SCRIPTS)
    void aPersonComesFromTheQuantAndChoosesASetting(View view) throws Exception {
        requireQuants();
        Page page = browser.open(view, "/" + MODEL + "/quants/Q8_0").page();

        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Bundle it"))
                .click();
        page.getByLabel("small-hedging").fill("9");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show the bundle"))
                .click();

        assertThat(page.locator("section", new Page.LocatorOptions().setHasText("Beyond the usable window")))
                .hasCount(1);
        assertThat(page).hasURL(Pattern.compile(".*/bundle\\?quant=Q8_0&.*small-hedging=9.*"));
    }

    @Test
    void aPageRefusesInWords() throws Exception {
        requireQuants();

        given().get("/" + MODEL + "/bundle?quant=Q8_0&small-hedging=lots")
                .then()
                .statusCode(422)
                .body(containsString("&#39;lots&#39; is no number of units"));
        given().get("/" + MODEL + "/bundle?quant=Q9").then().statusCode(404);
    }
}
