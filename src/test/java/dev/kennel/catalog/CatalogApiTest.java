package dev.kennel.catalog;

import java.util.List;

import jakarta.inject.Inject;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennel.gguf.GgmlType;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

@QuarkusTest
class CatalogApiTest {

    @Inject
    CatalogFixture fixture;

    @BeforeEach
    void withoutModels() {
        fixture.clear();
    }

    @Test
    void anEmptyCatalogHasNoModels() {
        get("/models").body("items", hasSize(0)).body("next", nullValue());
    }

    @Test
    void aModelIsListedWithItsQuantsSizes() {
        Model llama = fixture.llama("meta/Llama-Small");
        Quant large = fixture.quant(llama, "Q8_0", GgmlType.Q8_0);
        Quant small = fixture.quant(llama, "Q4_K_M", GgmlType.Q4_K);

        get("/models")
                .body("items.name", contains("Llama-Small"))
                .body("items[0].quants", is(2))
                .body("items[0].smallestQuant", is((int) small.artifact.bytes))
                .body("items[0].largestQuant", is((int) large.artifact.bytes));
    }

    @Test
    void everyWordOfTheSearchMustBeFound() {
        fixture.bare("meta/Llama-3", "Llama", "llama", 8_000_000_000L);
        fixture.bare("qwen/Qwen3.5", "Qwen3.5", "qwen35", 8_000_000_000L);

        get("/models?q=LLAMA meta").body("items.name", contains("Llama-3"));
        get("/models?q=llama qwen").body("items", hasSize(0));
    }

    @Test
    void signsOfPatternsAreSearchedAsTheyAre() {
        fixture.bare("meta/Llama-3", "Llama", "llama", 8_000_000_000L);
        fixture.bare("meta/a_b", "Llama", "llama", 8_000_000_000L);

        get("/models?q=%25").body("items", hasSize(0));
        get("/models?q=a_b").body("items.name", contains("a_b"));
        get("/models?q=!").body("items", hasSize(0));
    }

    @Test
    void oneOfTheValuesOfEachFacetMustHold() {
        fixture.bare("meta/Llama-3", "Llama", "llama", 8_000_000_000L);
        fixture.bare("qwen/Small", "Qwen3.5", "qwen35", 500_000_000L);
        fixture.bare("qwen/Large", "Qwen3.5", "qwen35", 27_000_000_000L);

        get("/models?family=Qwen3.5&size=tiny").body("items.name", contains("Small"));
        get("/models?family=Qwen3.5&family=Llama&sort=name").body("items.name", contains("Large", "Llama-3", "Small"));
        get("/models?licence=not stated").body("items", hasSize(3));
    }

    @Test
    void aLicenceIsTheSameInAnyCase() {
        fixture.say(fixture.bare("meta/One", "Llama", "llama", 8_000_000_000L), "MIT");
        fixture.say(fixture.bare("meta/Two", "Llama", "llama", 8_000_000_000L), "mit");
        fixture.say(fixture.bare("meta/Three", "Llama", "llama", 8_000_000_000L), "Apache-2.0");

        get("/models?licence=Mit&sort=name").body("items.name", contains("One", "Two"));
        get("/models/facets")
                .body("licence.value", contains("mit", "apache-2.0"))
                .body("licence.models", contains(2, 1));
        given().get("/?licence=mit").then().body(containsString("Apache-2.0"));
    }

    @Test
    void whatNothingWasMeasuredByIsRefused() {
        fixture.llama("meta/Llama-Small");

        problem(400, "/models/meta/Llama-Small/quants?evaluation=bogus")
                .body("detail", containsString("measured by 'bogus'"))
                .body("errors[0].field", is("evaluation"));
        given().get("/meta/Llama-Small?timing=bogus").then().statusCode(400);
        given().get("/meta/Llama-Small?evaluation=").then().statusCode(200);
    }

    @Test
    void aFacetCountsWithoutItsOwnChoice() {
        fixture.bare("meta/Llama-3", "Llama", "llama", 8_000_000_000L);
        fixture.bare("qwen/Small", "Qwen3.5", "qwen35", 500_000_000L);
        fixture.bare("qwen/Large", "Qwen3.5", "qwen35", 27_000_000_000L);

        get("/models/facets?family=Qwen3.5")
                .body("family.value", contains("Qwen3.5", "Llama"))
                .body("family.models", contains(2, 1))
                .body("architecture.value", contains("qwen35"))
                .body("size.value", contains("tiny", "large"));
    }

    @Test
    void modelsAreSorted() {
        Model first = fixture.llama("a/First");
        fixture.bare("b/Second", "Llama", "llama", 9_000_000_000L);
        fixture.quant(first, "Q8_0", GgmlType.Q8_0);

        get("/models").body("items.name", contains("Second", "First"));
        get("/models?sort=quants").body("items.name", contains("First", "Second"));
        get("/models?sort=size").body("items.name", contains("Second", "First"));
        get("/models?sort=name").body("items.name", contains("First", "Second"));
        problem(400, "/models?sort=foo").body("errors[0].message", is("is none of newest, size, quants, name"));
    }

    @Test
    void pagesFollowEachOtherByLink() {
        for (int i = 0; i < 5; i++) {
            fixture.bare("many/M" + i, "Llama", "llama", 1_000_000L);
        }

        String link = get("/models?sort=name&limit=2")
                .body("items.name", contains("M0", "M1"))
                .header("Link", containsString("rel=\"next\""))
                .extract()
                .header("Link");

        given().urlEncodingEnabled(false)
                .get(link.substring(1, link.indexOf('>')))
                .then()
                .body("items.name", contains("M2", "M3"));
        get("/models?sort=name&limit=2&cursor=3")
                .body("items.name", contains("M4"))
                .body("next", nullValue());
    }

    @Test
    void beyondTheLastPageThereIsNothing() {
        fixture.llama("meta/Llama-Small");
        get("/models?cursor=2147483647").body("items", hasSize(0)).body("next", nullValue());
        get("/models/meta/Llama-Small/tensors?cursor=9223372036854775807").body("items", hasSize(0));
        given().get("/?page=2147483647").then().statusCode(200);
        given().get("/meta/Llama-Small/tensors?page=2147483647").then().statusCode(200);
    }

    @Test
    void aListThatIsAtHandComesInPagesToo() {
        List<String> all = get("/recipes?limit=500").extract().jsonPath().getList("items.name");
        List<String> first = get("/recipes?limit=2")
                .body("next", is("2"))
                .extract()
                .jsonPath()
                .getList("items.name");
        List<String> second =
                get("/recipes?limit=2&cursor=2").extract().jsonPath().getList("items.name");

        assertThat(first).isEqualTo(all.subList(0, 2));
        assertThat(second).isEqualTo(all.subList(2, 4));
        get("/recipes?limit=500&cursor=9").body("items", hasSize(0)).body("next", nullValue());
    }

    @Test
    void aWrongLimitOrCursorIsAProblem() {
        problem(400, "/models?limit=0");
        problem(400, "/models?limit=abc");
        problem(400, "/recipes?limit=501");
        problem(400, "/models?cursor=abc");
    }

    @Test
    void aModelSaysWhatItsGgufSays() {
        Model qwen = fixture.qwen("qwen/Qwen3.5-35B-A3B");
        fixture.imatrix(qwen);

        get("/models/QWEN/qwen3.5-35b-a3b")
                .body("model.name", is("Qwen3.5-35B-A3B"))
                .body("model.licence", is("apache-2.0"))
                .body("facts.experts.count", is(256))
                .body("facts.tensorCount", is(733))
                .body("sources", hasSize(1))
                .body("companions[0].kind", is("IMATRIX"));
    }

    @Test
    void whatIsNotThereIsAProblem() {
        fixture.llama("meta/Llama-Small");

        problem(404, "/models/meta/Other").body("title", is("There is no model meta/Other"));
        problem(404, "/models/meta/Llama-Small/quants/Q1").body("title", is("meta/Llama-Small has no quant Q1"));
        problem(404, "/models/meta/Llama-Small/revisions/1234567");
        problem(404, "/recipes/none");
        problem(404, "/ladders/none");
    }

    @Test
    void tensorsAreFoundByAPartOfTheirNameAndPaged() {
        fixture.qwen("qwen/Big");

        get("/models/qwen/Big/tensors?limit=200").body("items", hasSize(200)).body("next", is("2"));
        get("/models/qwen/Big/tensors?limit=200&cursor=4")
                .body("items", hasSize(133))
                .body("next", nullValue());
        get("/models/qwen/Big/tensors?q=ATTN_Q.weight")
                .body("items", hasSize(10))
                .body("items.type", everyItem(equalTo("bf16")))
                .body("items[0].shape", contains(2048, 8192));
    }

    @Test
    void quantsAreListedWithTheirTypesAndWhereTheyAre() {
        Model llama = fixture.llama("meta/Llama-Small");
        fixture.quant(llama, "Q8_0", GgmlType.Q8_0);
        fixture.elsewhere(llama, "merle", "Q4_K_M", GgmlType.Q4_K);

        get("/models/meta/Llama-Small/quants?sort=name")
                .body("items.name", contains("Q4_K_M", "Q8_0"))
                .body("items.repository", contains("merle/Llama-Small", "meta/Llama-Small"))
                .body("items.madeElsewhere", contains(true, false))
                .body("items[1].types[0].type", is("q8_0"))
                .body("items[1].download", is("/meta/Llama-Small/resolve/main/Llama-Small-Q8_0.gguf"));
        get("/models/merle/Llama-Small/quants/q4_k_m").body("base", is("meta/Llama-Small"));
        get("/models/meta/Llama-Small/quants/Q8_0/tensors?q=attn_q").body("items[0].type", is("q8_0"));
    }

    @Test
    void deletingAQuantAddsARevisionWithoutItsFile() {
        Model llama = fixture.llama("meta/Llama-Small");
        fixture.quant(llama, "Q8_0", GgmlType.Q8_0);
        String before = get("/models/meta/Llama-Small/revisions").extract().path("items[0].id");

        given().delete("/api/v1/models/meta/Llama-Small/quants/Q8_0").then().statusCode(204);

        problem(404, "/models/meta/Llama-Small/quants/Q8_0");
        get("/models/meta/Llama-Small/revisions").body("items[0].message", is("Delete Llama-Small-Q8_0.gguf"));
        get("/models/meta/Llama-Small/revisions/main").body("files", hasSize(0));
        get("/models/meta/Llama-Small/revisions/" + before)
                .body("files.path", contains("Llama-Small-Q8_0.gguf"))
                .body("files.deleted", contains(true));
        given().get("/meta/Llama-Small/resolve/main/Llama-Small-Q8_0.gguf")
                .then()
                .statusCode(404);
        given().get("/meta/Llama-Small/resolve/" + before + "/Llama-Small-Q8_0.gguf")
                .then()
                .statusCode(410);
    }

    @Test
    void revisionsArePaged() {
        Model llama = fixture.llama("meta/Llama-Small");
        fixture.quant(llama, "Q8_0", GgmlType.Q8_0);
        fixture.quant(llama, "Q6_K", GgmlType.Q6_K);

        get("/models/meta/Llama-Small/revisions?limit=2")
                .body("items.message", contains("Add Q6_K", "Add Q8_0"))
                .body("next", is("2"));
        get("/models/meta/Llama-Small/revisions?limit=2&cursor=2")
                .body("items.message", contains("Import meta/Llama-Small"));
    }

    @Test
    void theDescriptionOfTheApiNamesEveryResource() {
        given().accept("application/json")
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("paths.'/api/v1/models'.get.summary", is("Models that meet a search"))
                .body("paths.'/api/v1/models/{owner}/{name}/quants/{quant}'.delete.summary", is("Delete a quant"))
                .body("paths.'/api/v1/recipes'.post.summary", is("Save a recipe"));
    }

    private static ValidatableResponse get(String path) {
        return given().get("/api/v1" + path).then().statusCode(200);
    }

    private static ValidatableResponse problem(int status, String path) {
        return given().get("/api/v1" + path)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", is(status));
    }
}
