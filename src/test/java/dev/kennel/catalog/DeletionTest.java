package dev.kennel.catalog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennel.Fixtures;
import dev.kennel.KennelApi;
import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.Sha256;
import dev.kennel.gguf.GgmlType;
import dev.kennel.gguf.GgufWriter;
import dev.kennel.store.Collector;
import dev.kennel.store.Verifier;

import static dev.kennel.ImportRoots.directory;
import static dev.kennel.KennelApi.done;
import static dev.kennel.KennelApi.failed;
import static dev.kennel.KennelApi.importBelonging;
import static dev.kennel.KennelApi.importModel;
import static dev.kennel.KennelApi.post;
import static dev.kennel.KennelApi.problem;
import static dev.kennel.KennelApi.submitImport;
import static dev.kennel.KennelApi.submitSweep;
import static dev.kennel.KennelApi.submitted;
import static dev.kennel.KennelApi.sweep;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

/// Models and companions with real bytes behind them are deleted, and nothing that others need goes with them.
@QuarkusTest
class DeletionTest {

    @Inject
    CatalogFixture fixture;

    @Inject
    DeletableJobs jobs;

    @Inject
    Collector collector;

    @Inject
    Verifier verifier;

    @Inject
    BlobFiles blobs;

    @BeforeEach
    void withoutModels() throws IOException {
        fixture.clear();
        collector.collect();
    }

    @Test
    void aModelGoesWithItsQuantsAndItsNameIsFreeAgain() throws Exception {
        String model = "deleted/Llama";
        List<String> damageBefore = findings();
        long importJob = submitted(submitImport(Map.of("repository", model, "path", Fixtures.LLAMA.toString())));
        done(importJob);
        long sweepJob = sweep(model, "Q8_0");
        done(sweepJob);
        String file = "/" + model + "/resolve/main/Llama-Q8_0.gguf";
        List<Path> stored = blobsOf(model, "Q8_0");
        assertThat(stored).isNotEmpty().allMatch(Files::exists);

        given().delete("/api/v1/models/" + model).then().statusCode(204);

        problem(KennelApi.get("/models/" + model), 404);
        problem(KennelApi.get("/models/" + model + "/quants/Q8_0"), 404);
        given().get(file).then().statusCode(404);
        given().get("/" + model).then().statusCode(404);
        given().get("/api/models/" + model + "/refs").then().statusCode(404);
        problem(given().delete("/api/v1/models/" + model), 404);
        collector.collect();
        assertThat(stored).noneMatch(Files::exists);
        assertThat(findings()).isEqualTo(damageBefore);
        assertThat(Fixtures.LLAMA).exists();
        for (long job : List.of(importJob, sweepJob)) {
            KennelApi.get("/jobs/" + job).then().statusCode(200).body("state", is("DONE"));
            given().get("/jobs/" + job)
                    .then()
                    .statusCode(200)
                    .body(containsString(model))
                    .body(not(containsString("href=\"/" + model)));
        }

        importModel(model, Fixtures.LLAMA);

        KennelApi.get("/models/" + model).then().statusCode(200);
        KennelApi.get("/models/" + model + "/revisions").then().body("items", hasSize(1));
        given().get("/jobs/" + sweepJob).then().body(containsString("href=\"/" + model + "\""));
        done(sweep(model, "Q8_0"));
        given().get(file).then().statusCode(200);
    }

    @Test
    void whatAnotherModelOfTheSameSourceHasStays() throws Exception {
        importModel("deleted/First", Fixtures.QWEN_MOE);
        importModel("deleted/Second", Fixtures.QWEN_MOE);
        for (String model : List.of("deleted/First", "deleted/Second")) {
            importBelonging(model, Fixtures.QWEN_MOE_IMATRIX);
            done(sweep(model, "Q4_0"));
        }
        given().get("/deleted/First/delete").then().body(containsString("because others have the same content"));

        given().delete("/api/v1/models/deleted/First").then().statusCode(204);
        collector.collect();

        JsonPath quant = KennelApi.get("/models/deleted/Second/quants/Q4_0").jsonPath();
        byte[] content = given().get("/deleted/Second/resolve/main/Second-Q4_0.gguf")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
        assertThat(Sha256.of(content).hex()).isEqualTo(quant.getString("sha256"));
        given().get("/deleted/Second/resolve/main/" + Fixtures.QWEN_MOE_IMATRIX.getFileName())
                .then()
                .statusCode(200);
    }

    @Test
    void quantsMadeElsewhereLeaveTheirPublishersRepositories() throws Exception {
        importModel("deleted/Maker", Fixtures.LLAMA);
        done(sweep("deleted/Maker", "Q8_0"));
        Path foreign = Files.write(
                directory().resolve("Pup-Q8_0.gguf"),
                given().get("/deleted/Maker/resolve/main/Maker-Q8_0.gguf").asByteArray());
        importModel("deleted/Base", Fixtures.LLAMA);
        publish("deleted/Base", "deleter/Pup-GGUF", foreign);
        publish("deleted/Maker", "deleter/Other-GGUF", foreign);
        String older =
                given().get("/api/models/deleter/Pup-GGUF/refs").jsonPath().getString("branches[0].targetCommit");

        given().delete("/api/v1/models/deleted/Base").then().statusCode(204);

        given().get("/deleter/Pup-GGUF/resolve/main/Pup-Q8_0.gguf").then().statusCode(404);
        given().get("/deleter/Pup-GGUF/resolve/" + older + "/Pup-Q8_0.gguf")
                .then()
                .statusCode(410);
        KennelApi.get("/models/deleter/Pup-GGUF/revisions")
                .then()
                .body("items[0].message", is("Delete the quants of deleted/Base"));
        given().get("/deleter/Other-GGUF/resolve/main/Pup-Q8_0.gguf").then().statusCode(200);
        assertThat(foreign).exists();
        importModel("deleted/Base", Fixtures.LLAMA);
        publish("deleted/Base", "deleter/Pup-GGUF", foreign);
        given().get("/deleter/Pup-GGUF/resolve/main/Pup-Q8_0.gguf").then().statusCode(200);
    }

    @Test
    void aModelIsNotDeletedWhileAJobAboutItIsUnderWay() {
        Model model = fixture.llama("deleted/Busy");
        long job = jobs.running("measure", model.repository.path(), Map.of());

        problem(given().delete("/api/v1/models/deleted/Busy"), 409)
                .body("title", is("The model deleted/Busy is in use"))
                .body("detail", containsString("Job " + job + " is running"))
                .body("next", containsString("Cancel"));
        given().redirects().follow(false).post("/deleted/Busy/delete").then().statusCode(409);
        KennelApi.get("/models/deleted/Busy").then().statusCode(200);

        jobs.end(job);

        given().delete("/api/v1/models/deleted/Busy").then().statusCode(204);
    }

    @Test
    void aJobOfADeletedModelIsNotStartedAgain() throws Exception {
        String model = "deleted/Retried";
        Path source = Files.copy(Fixtures.LLAMA, directory().resolve("llama.gguf"));
        importModel(model, source);
        try (var channel = FileChannel.open(source, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {42, 42, 42, 42}), channel.size() / 2);
        }
        long sweepJob = submitted(submitSweep(model, Map.of("recipes", List.of("Q4_1"))));
        assertThat(failed(sweepJob).getString("failure"))
                .contains("llama.gguf has changed")
                .contains("or delete the model and import it again");

        given().delete("/api/v1/models/" + model).then().statusCode(204);

        problem(post("/jobs/" + sweepJob + "/retry"), 409).body("detail", is(model + " was deleted since."));
        given().get("/jobs/" + sweepJob).then().statusCode(200);
        given().delete("/api/v1/jobs/" + sweepJob).then().statusCode(204);
    }

    @Test
    void aCompanionIsGoneFromEveryRevisionAndItsNameIsFree() throws Exception {
        String model = "deleted/Beside";
        Path imatrix = Files.copy(Fixtures.QWEN_MOE_IMATRIX, directory().resolve("a b.imatrix.gguf"));
        importModel(model, Fixtures.QWEN_MOE);
        importBelonging(model, imatrix);
        done(sweep(model, "Q4_0"));
        String digest = Sha256.of(imatrix).hex();
        String older = given().get("/api/models/" + model + "/refs").jsonPath().getString("branches[0].targetCommit");
        List<String> damageBefore = findings();

        deleteCompanion(model, "a b.imatrix.gguf").then().statusCode(204);

        problem(deleteCompanion(model, "a b.imatrix.gguf"), 404).body("title", containsString("a b.imatrix.gguf"));
        KennelApi.get("/models/" + model).then().body("companions", hasSize(0));
        KennelApi.get("/models/" + model + "/revisions").then().body("items[0].message", is("Delete a b.imatrix.gguf"));
        given().get("/{o}/{n}/resolve/main/{f}", "deleted", "Beside", "a b.imatrix.gguf")
                .then()
                .statusCode(404);
        given().get("/{o}/{n}/resolve/{r}/{f}", "deleted", "Beside", older, "a b.imatrix.gguf")
                .then()
                .statusCode(410);
        KennelApi.get("/models/" + model + "/quants/Q4_0").then().body("imatrixSha256", is(digest));
        given().get("/" + model + "/quants/Q4_0").then().statusCode(200).body(containsString("a b.imatrix.gguf"));
        given().get("/" + model + "/quants/Q4_0/provenance").then().statusCode(200);
        given().get("/" + model).then().statusCode(200);
        collector.collect();
        assertThat(blobs.path(new Sha256(digest))).doesNotExist();
        assertThat(findings()).isEqualTo(damageBefore);
        given().get("/" + model + "/resolve/main/Beside-Q4_0.gguf").then().statusCode(200);
        importBelonging(model, imatrix);
        KennelApi.get("/models/" + model).then().body("companions", hasSize(1));
    }

    @Test
    void aControlVectorIsDeletedWithoutARevision() {
        importModel("deleted/Steered", Fixtures.QWEN_MOE);
        importBelonging(
                "deleted/Steered",
                GgufWriter.empty()
                        .put("general.architecture", "controlvector")
                        .tensor("direction.1", GgmlType.F32, 256)
                        .write(directory().resolve("calm.gguf")));

        deleteCompanion("deleted/Steered", "calm.gguf").then().statusCode(204);

        KennelApi.get("/models/deleted/Steered").then().body("companions", hasSize(0));
        KennelApi.get("/models/deleted/Steered/revisions").then().body("items", hasSize(1));
    }

    @Test
    void aCompanionIsNotDeletedWhileAJobReadsIt() {
        Model model = fixture.llama("deleted/Read");
        Companion imatrix = fixture.imatrix(model);
        String path = model.repository.path();
        jobs.running("sweep", path, Map.of("modelId", model.id, "recipes", List.of()));
        long reader = jobs.running(
                "sweep",
                path,
                Map.of(
                        "modelId",
                        model.id,
                        "imatrix",
                        Map.of("filename", imatrix.filename, "sha256", imatrix.sha256),
                        "recipes",
                        List.of()));

        problem(deleteCompanion(path, imatrix.filename), 409)
                .body("detail", containsString("Job " + reader + " is running"));

        jobs.end(reader);

        deleteCompanion(path, imatrix.filename).then().statusCode(204);
    }

    @Test
    void jobsThatDeriveAgainReadTheMatrixToo() {
        Model model = fixture.llama("deleted/Derived");
        Companion imatrix = fixture.imatrix(model);
        String path = model.repository.path();
        Quant quant = fixture.quant(model, "Q4_K_M", GgmlType.Q4_K);
        fixture.weighted(quant, imatrix);
        var matrix = Map.of("filename", imatrix.filename, "sha256", imatrix.sha256);
        long rebuild = jobs.running(
                "rebuild", path, Map.of("quantId", quant.id, "quant", path + "/Q4_K_M", "fileSha256", "0"));

        problem(deleteCompanion(path, imatrix.filename), 409).body("detail", containsString("Job " + rebuild));
        jobs.end(rebuild);
        long check = jobs.running(
                "derivation-check",
                path,
                Map.of(
                        "quantId",
                        quant.id,
                        "quant",
                        path + "/Q4_K_M",
                        "fileSha256",
                        "0",
                        "baseSha256",
                        "0",
                        "imatrix",
                        matrix));

        problem(deleteCompanion(path, imatrix.filename), 409).body("detail", containsString("Job " + check));
        jobs.end(check);
        deleteCompanion(path, imatrix.filename).then().statusCode(204);
        given().delete("/api/v1/models/" + path).then().statusCode(204);
        for (long job : List.of(rebuild, check)) {
            given().get("/jobs/" + job).then().statusCode(200).body(not(containsString("href=\"/" + path)));
        }
    }

    @Test
    void whatIsNotThereIsAProblem() {
        fixture.llama("deleted/There");

        problem(given().delete("/api/v1/models/deleted/Nobody"), 404);
        problem(deleteCompanion("deleted/Nobody", "x.gguf"), 404);
        problem(deleteCompanion("deleted/There", "x.gguf"), 404);
        given().get("/deleted/Nobody/delete").then().statusCode(404);
        given().post("/deleted/Nobody/delete").then().statusCode(404);
        given().get("/deleted/There/companions/x.gguf/delete").then().statusCode(404);
    }

    private static Response deleteCompanion(String model, String filename) {
        String[] name = model.split("/");
        return given().delete("/api/v1/models/{owner}/{name}/companions/{file}", name[0], name[1], filename);
    }

    private static void publish(String base, String repository, Path file) {
        done(submitted(submitImport(
                Map.of("base", base, "repository", repository, "path", file.toString(), "quant", "Q8_0"))));
    }

    private List<Path> blobsOf(String model, String quant) {
        String[] name = model.split("/");
        return QuarkusTransaction.requiringNew().call(() -> fixture.blobs(name[0], name[1], quant).stream()
                .map(digest -> blobs.path(new Sha256(digest)))
                .toList());
    }

    /// What is wrong in the store, which other tests share.
    private List<String> findings() throws IOException {
        var found = new ArrayList<String>();
        verifier.verify(finding -> found.add(finding.problem() + " " + finding.subject()));
        return found;
    }
}
