package dev.kennel.provenance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennel.Fixtures;
import dev.kennel.KennelApi;
import dev.kennel.LlamaQuantize;
import dev.kennel.blob.Sha256;
import dev.kennel.browser.BrowserSession;
import dev.kennel.browser.View;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.kennel.ImportRoots.directory;
import static dev.kennel.KennelApi.done;
import static dev.kennel.KennelApi.problem;
import static dev.kennel.KennelApi.requireModel;
import static dev.kennel.KennelApi.submitImport;
import static dev.kennel.KennelApi.submitted;
import static dev.kennel.KennelApi.sweep;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class ProvenanceTest {

    private static final String MODEL = "provenance/Qwen";

    @RegisterExtension
    static final BrowserSession browser = new BrowserSession();

    @Inject
    LlamaQuantize llamaQuantize;

    @Inject
    EntityManager entities;

    @Test
    void aQuantMadeHereStatesWhatItWasMadeOfByWhomAndWhere() throws Exception {
        requireModel(MODEL, Fixtures.QWEN_MOE, Fixtures.QWEN_MOE_IMATRIX);

        long job = sweep(MODEL, "Q4_K_L");

        done(job);
        JsonPath statement = statement(MODEL, "Q4_K_L");
        assertThat(statement.getString("_type")).isEqualTo("https://in-toto.io/Statement/v1");
        assertThat(statement.getString("subject[0].name")).isEqualTo("Qwen-Q4_K_L.gguf");
        assertThat(statement.getString("subject[0].digest.sha256"))
                .isEqualTo(llamaQuantize.sha256(Fixtures.QWEN_MOE, Optional.of(Fixtures.QWEN_MOE_IMATRIX), "Q4_K_L"));
        assertThat(statement.getString("predicateType")).isEqualTo("https://slsa.dev/provenance/v1");

        statement.setRootPath("predicate.buildDefinition");
        assertThat(statement.getString("buildType")).isEqualTo("urn:kennel:build:quantize:v1");
        assertThat(statement.getString("externalParameters.recipe.name")).isEqualTo("Q4_K_L");
        assertThat(statement.getString("externalParameters.recipe.yaml")).contains("base: Q4_K_M");
        assertThat(statement.getList("externalParameters.options", String.class))
                .startsWith(
                        "llama-quantize",
                        "--imatrix",
                        Fixtures.QWEN_MOE_IMATRIX.getFileName().toString());
        assertThat(statement.getList("internalParameters.encoders", String.class))
                .isNotEmpty()
                .isSubsetOf("simd", "ggml");
        assertThat(digestOf(statement, "source"))
                .isEqualTo(Sha256.of(Fixtures.QWEN_MOE).hex());
        assertThat(digestOf(statement, "importance matrix"))
                .isEqualTo(Sha256.of(Fixtures.QWEN_MOE_IMATRIX).hex());
        Map<String, String> llama =
                statement.getMap("resolvedDependencies.find { it.name == 'llama.cpp' }.annotations");
        assertThat(llama).containsEntry("encodingVersion", "llama.cpp-v0.5.0").containsKeys("version", "cpuLibrary");

        statement.setRootPath("predicate.runDetails");
        assertThat(statement.getMap("builder.version")).containsKeys("kennel", "llama.cpp");
        assertThat(statement.getString("metadata.invocationId")).isEqualTo(String.valueOf(job));
        assertThat(statement.getString("metadata.startedOn")).isLessThan(statement.getString("metadata.finishedOn"));
        assertThat(statement.getMap("byproducts[0].annotations"))
                .containsKeys("processor", "cores", "memoryBytes", "system", "device", "cpuLibrary");
        assertThat(statement.getString("byproducts[0].digest.sha256")).hasSize(64);
    }

    @Test
    void aQuantMadeBeforeEnvironmentsWereRecordedSaysSo() {
        String model = "provenance/Earlier";
        requireModel(model, Fixtures.LLAMA);
        done(sweep(model, "Q8_0"));
        QuarkusTransaction.requiringNew()
                .run(() -> entities.createNativeQuery("update quant set made_in = null where repository_id ="
                                + " (select id from repository where owner = 'provenance' and name = 'Earlier')")
                        .executeUpdate());

        JsonPath details = statement(model, "Q8_0").setRootPath("predicate.runDetails");

        assertThat(details.getList("byproducts")).isEmpty();
        assertThat(details.getMap("builder.version")).isEmpty();
        assertThat(details.getString("kennel_note")).contains("before Kennel recorded");
        assertThat(page(model + "/quants/Q8_0/provenance")).contains("not recorded");
    }

    @Test
    void aQuantMadeElsewhereNamesNoBuilder() throws Exception {
        requireModel(MODEL, Fixtures.QWEN_MOE, Fixtures.QWEN_MOE_IMATRIX);
        Path file = Files.move(
                llamaQuantize.quant(Fixtures.QWEN_MOE, Optional.empty(), "Q5_0"),
                directory().resolve("Other-Q5_0.gguf"));
        done(submitted(submitImport(
                Map.of("base", MODEL, "repository", "publisher/Provenance-GGUF", "path", file.toString()))));

        JsonPath statement = statement("publisher/Provenance-GGUF", "Q5_0");

        assertThat(statement.getString("subject[0].digest.sha256"))
                .isEqualTo(Sha256.of(file).hex());
        assertThat(statement.getString("predicateType")).isEqualTo("urn:kennel:made-elsewhere:v1");
        assertThat(statement.getMap("predicate")).containsOnlyKeys("base", "baseFiles", "publisher", "importedOn");
        assertThat(statement.getString("predicate.base")).isEqualTo(MODEL);
    }

    @ParameterizedTest
    @MethodSource(View.EVERY)
    void thePageSaysItInWords(View view) {
        requireModel(MODEL, Fixtures.QWEN_MOE, Fixtures.QWEN_MOE_IMATRIX);
        done(sweep(MODEL, "Q6_K"));

        var page = browser.open(view, "/" + MODEL + "/quants/Q6_K/provenance")
                .looksSound("provenance")
                .page();

        assertThat(page.locator("dl.provenance")).containsText("qwen3.5-moe-9m.imatrix.gguf");
        assertThat(page.locator("dl.provenance"))
                .containsText(Pattern.compile("asked to encode on\\s*auto\\s*encoded by\\s*(ggml|simd)"));
        assertThat(page.locator("dl.provenance a[href^='/recipes/Q6_K?version=']"))
                .hasText("Q6_K");
    }

    @Test
    void aPersonMakesItAgain() {
        requireModel(MODEL, Fixtures.QWEN_MOE, Fixtures.QWEN_MOE_IMATRIX);
        done(sweep(MODEL, "Q4_1"));
        String address = "/" + MODEL + "/quants/Q4_1/provenance";
        Page page = browser.open(View.PHONE.withoutJavaScript(), address).page();

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Make it again and compare"))
                .click();

        done(Long.parseLong(page.url().replaceFirst(".*/jobs/(\\d+).*", "$1")));
        assertThat(browser.open(View.PHONE, address)
                        .looksSound("provenance-made-again")
                        .page()
                        .locator("main"))
                .containsText("the same");
    }

    @Test
    void pageAndCardOfAQuantLeadToItsProvenance() {
        requireModel(MODEL, Fixtures.QWEN_MOE, Fixtures.QWEN_MOE_IMATRIX);
        done(sweep(MODEL, "Q8_0"));
        String address = "/" + MODEL + "/quants/Q8_0";

        assertThat(page(MODEL + "/quants/Q8_0")).contains("href=\"" + address + "/provenance\"");
        assertThat(given().get(address + ".md").asString()).contains("/api/v1/models" + address + "/provenance");
        problem(KennelApi.get("/models/" + MODEL + "/quants/Q3_K_S/provenance"), 404);
    }

    private static JsonPath statement(String repository, String quant) {
        return KennelApi.get("/models/" + repository + "/quants/" + quant + "/provenance")
                .then()
                .statusCode(200)
                .contentType(Statement.MEDIA_TYPE)
                .extract()
                .jsonPath();
    }

    private static String digestOf(JsonPath definition, String role) {
        List<String> digests = definition.getList(
                "resolvedDependencies.findAll { it.annotations.role == '" + role + "' }.digest.sha256");
        return digests.getFirst();
    }

    private static String page(String path) {
        return given().accept("text/html")
                .get("/" + path)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }
}
