package dev.kennel.imports;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennel.Fixtures;
import dev.kennel.KennelApi;
import dev.kennel.gguf.GgmlType;
import dev.kennel.gguf.GgufWriter;

import static dev.kennel.ImportRoots.directory;
import static dev.kennel.KennelApi.done;
import static dev.kennel.KennelApi.importBelonging;
import static dev.kennel.KennelApi.problem;
import static dev.kennel.KennelApi.requireModel;
import static dev.kennel.KennelApi.submitImport;
import static dev.kennel.KennelApi.submitted;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

@QuarkusTest
class CompanionTest {

    private static final String QWEN = "companions/Qwen";

    @BeforeEach
    void qwen() {
        requireModel(QWEN, Fixtures.QWEN_MOE);
    }

    @Test
    void anImatrixIsAFileOfItsModel() throws Exception {
        Path imatrix = copy(Fixtures.QWEN_MOE_IMATRIX, "fits.imatrix.gguf");

        importBelonging(QWEN, imatrix);

        assertThat(files()).contains("fits.imatrix.gguf");
        assertThat(given().get("/" + QWEN + "/resolve/main/fits.imatrix.gguf").asByteArray())
                .isEqualTo(Files.readAllBytes(imatrix));
    }

    @Test
    void anImatrixOfAnotherModelIsRefusedWithTheTensorsNamed() {
        problem(submit(Fixtures.NEMOTRON_MOE_IMATRIX), 422)
                .body("type", is("urn:kennel:problem:imatrix-does-not-fit"))
                .body("errors.field", hasItem(containsString("blk.")))
                .body("errors.size()", greaterThan(20))
                .body("errors.message", everyItem(not(containsString(".weight"))))
                .body("detail", matchesPattern("\\d+ tensors differ\\."));
    }

    @Test
    void aModelWithAnImatrixThatDoesNotFitIsRefusedWhole() throws Exception {
        Path directory = directory();
        Files.copy(Fixtures.LLAMA, directory.resolve("model.gguf"));
        Files.copy(Fixtures.QWEN_MOE_IMATRIX, directory.resolve("imatrix.gguf"));

        problem(submitImport(Map.of("repository", "companions/Misfit", "path", directory.toString())), 422)
                .body("errors", not(empty()));
        given().get("/api/models/companions/Misfit/refs").then().statusCode(404);
    }

    @Test
    void aControlVectorIsKeptOutOfTheFilesThatClientsSearch() {
        Path vector = vector("curious.gguf", 256);

        importBelonging(QWEN, vector);

        assertThat(files()).doesNotContain("curious.gguf");
        KennelApi.get("/models/" + QWEN)
                .then()
                .body("companions.find { it.filename == 'curious.gguf' }.kind", is("CONTROL_VECTOR"))
                .body(
                        "companions.find { it.filename == 'curious.gguf' }.download",
                        is("/" + QWEN + "/resolve/main/curious.gguf"));
    }

    @Test
    void aControlVectorCanBeDownloadedAllTheSame() throws Exception {
        Path vector = vector("fetched.gguf", 256);
        importBelonging(QWEN, vector);

        assertThat(given().get("/" + QWEN + "/resolve/main/fetched.gguf").asByteArray())
                .isEqualTo(Files.readAllBytes(vector));
    }

    @Test
    void aProjectorIsKeptWhereItIsAsWideAsTheModel() {
        importBelonging(QWEN, projector("mmproj-eyes.gguf", 256, 256));
        importBelonging(QWEN, projector("mmproj-old.gguf", 768, 256));

        assertThat(files()).contains("mmproj-eyes.gguf", "mmproj-old.gguf");
        KennelApi.get("/models/" + QWEN)
                .then()
                .body("companions.find { it.filename == 'mmproj-eyes.gguf' }.note", is("Of type mlp"));
    }

    @Test
    void aProjectorOfAnotherWidthIsRefused() {
        problem(submit(projector("mmproj-wide.gguf", 2048, 2048)), 422)
                .body("title", is("The projector does not fit " + QWEN))
                .body("detail", containsString("it projects to 2048 numbers, and the model's embedding has 256"));
    }

    @Test
    void aControlVectorThatDoesNotFitIsRefused() {
        problem(submit(vector("narrow.gguf", 128)), 422)
                .body("detail", containsString("its directions have 128 numbers and the model's embedding has 256"));
    }

    @Test
    void aControlVectorThatReachesNoBlockIsRefused() {
        requireModel("companions/Nemotron", Fixtures.NEMOTRON_MOE);
        Path unreachable = vector("unreachable.gguf", 256, 2, 4);

        problem(submitImport(Map.of("base", "companions/Nemotron", "path", unreachable.toString())), 422)
                .body("detail", containsString("directions for the layers [2, 4]"))
                .body("detail", containsString("steers only [1, 3, 5, 7]"));
    }

    @Test
    void aNameThatIsTakenIsRefused() throws Exception {
        importBelonging(QWEN, copy(Fixtures.QWEN_MOE_IMATRIX, "twice.gguf"));

        problem(submit(copy(Fixtures.QWEN_MOE_IMATRIX, "twice.gguf")), 409)
                .body("next", containsString("Rename the file"));
    }

    @Test
    void aNameThatAJobIsAboutToTakeIsRefused() throws Exception {
        Path first = vector("claimed.gguf", 256);
        Path second = vector("claimed.gguf", 256);

        long job = submitted(submit(first));
        problem(submit(second), 409).body("title", containsString("claimed.gguf"));

        done(job);
        problem(submit(second), 409).body("title", containsString("claimed.gguf already"));
    }

    @Test
    void aCompanionAloneIsNoModel() {
        problem(
                        submitImport(
                                Map.of("repository", "companions/None", "path", Fixtures.QWEN_MOE_IMATRIX.toString())),
                        422)
                .body("next", containsString("'base'"));
        problem(submitImport(Map.of("base", "companions/Nobody", "path", Fixtures.QWEN_MOE_IMATRIX.toString())), 422)
                .body("errors.field", hasItem("base"));
    }

    private static Response submit(Path companion) {
        return submitImport(Map.of("base", QWEN, "path", companion.toString()));
    }

    private static List<String> files() {
        return given().get("/api/models/" + QWEN + "/tree/main").jsonPath().getList("path");
    }

    private static Path copy(Path file, String name) throws Exception {
        return Files.copy(file, directory().resolve(name));
    }

    /// @param stated its key says
    /// @param width of its last tensor; the encoder is as wide as the model in all of them
    private static Path projector(String name, long stated, long width) {
        return GgufWriter.empty()
                .put("general.architecture", "clip")
                .put("clip.projector_type", "mlp")
                .put("clip.vision.projection_dim", (int) stated)
                .tensor("v.blk.0.ln1.weight", GgmlType.F32, 256)
                .tensor("mm.0.weight", GgmlType.F32, 64, width)
                .write(directory().resolve(name));
    }

    private static Path vector(String name, long length) {
        return vector(name, length, 1);
    }

    private static Path vector(String name, long length, int... layers) {
        GgufWriter writer = GgufWriter.empty().put("general.architecture", "controlvector");
        for (int layer : layers) {
            writer = writer.tensor("direction." + layer, GgmlType.F32, length);
        }
        return writer.write(directory().resolve(name));
    }
}
