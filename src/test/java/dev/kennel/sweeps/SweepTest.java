package dev.kennel.sweeps;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import dev.kennel.Fixtures;
import dev.kennel.KennelApi;
import dev.kennel.LlamaQuantize;
import dev.kennel.blob.Sha256;
import dev.kennel.gguf.GeneratedModels;
import dev.kennel.gguf.GgmlType;

import static dev.kennel.ImportRoots.directory;
import static dev.kennel.KennelApi.addRecipe;
import static dev.kennel.KennelApi.done;
import static dev.kennel.KennelApi.ended;
import static dev.kennel.KennelApi.failed;
import static dev.kennel.KennelApi.importBelonging;
import static dev.kennel.KennelApi.importModel;
import static dev.kennel.KennelApi.job;
import static dev.kennel.KennelApi.post;
import static dev.kennel.KennelApi.problem;
import static dev.kennel.KennelApi.requireModel;
import static dev.kennel.KennelApi.submitSweep;
import static dev.kennel.KennelApi.submitted;
import static dev.kennel.KennelApi.sweep;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class SweepTest {

    @Inject
    LlamaQuantize llamaQuantize;

    @Inject
    EntityManager entities;

    @Test
    void aSweepMakesTheFilesThatLlamaQuantizeMakes() throws Exception {
        String qwen = "sweeps/Qwen";
        requireModel(qwen, Fixtures.QWEN_MOE, Fixtures.QWEN_MOE_IMATRIX);

        JsonPath job = done(sweep(qwen, "Q4_K_M", "Q2_0", "Q8_0"));

        assertThat(job.getInt("percent")).isEqualTo(100);
        assertThat(job.getInt("detail.unitsToGo")).isZero();
        assertThat(job.getInt("detail.unitsEncoded")).isPositive();
        assertThat(job.getList("detail.quants.made")).containsOnly(true);
        for (String recipe : List.of("Q4_K_M", "Q2_0", "Q8_0")) {
            String expected = llamaQuantize.sha256(Fixtures.QWEN_MOE, Optional.of(Fixtures.QWEN_MOE_IMATRIX), recipe);
            assertThat(listed(qwen).get("Qwen-" + recipe + ".gguf")).isEqualTo(expected);
            assertThat(downloaded(qwen, "main", "Qwen-" + recipe + ".gguf")).isEqualTo(expected);
        }
    }

    @Test
    void aRecipeThatIsNamedTwiceIsMadeOnce() {
        requireModel("sweeps/Twice", Fixtures.LLAMA);

        JsonPath job = done(sweep("sweeps/Twice", "Q8_0", "Q8_0"));

        assertThat(job.getString("title")).isEqualTo("Quantizing 1 recipe of sweeps/Twice");
        assertThat(job.getList("detail.quants.recipe", String.class)).containsExactly("Q8_0");
    }

    @Test
    void whatIsInTheStoreIsNotMadeAgain() {
        String first = "sweeps/First";
        String second = "sweeps/Second";
        importModel(first, Fixtures.LLAMA);
        importModel(second, Fixtures.LLAMA);
        done(sweep(first, "Q4_K_S", "Q6_K"));

        JsonPath job = done(sweep(second, "Q4_K_S", "Q6_K"));

        assertThat(job.getInt("detail.unitsEncoded")).isZero();
        assertThat(job.getInt("detail.unitsReused")).isPositive();
        assertThat(listed(second).get("Second-Q6_K.gguf"))
                .isEqualTo(listed(first).get("First-Q6_K.gguf"));
    }

    @Test
    void recipesThatCoincideBecomeAliasesOfOneFile() {
        String model = "sweeps/Aliases";
        importModel(model, Fixtures.LLAMA);
        addRecipe("name: EIGHT\nuse: Q8_0 by another name.\nbase: Q8_0\n");

        done(sweep(model, "Q8_0", "EIGHT"));

        assertThat(listed(model).get("Aliases-EIGHT.gguf"))
                .isEqualTo(listed(model).get("Aliases-Q8_0.gguf"));
        assertThat(downloaded(model, "main", "Aliases-EIGHT.gguf"))
                .isEqualTo(listed(model).get("Aliases-Q8_0.gguf"));
    }

    @Test
    void madeAgainWithAnotherImatrixAQuantKeepsItsOlderFile() throws Exception {
        String model = "sweeps/Again";
        requireModel(model, Fixtures.QWEN_MOE, Fixtures.QWEN_MOE_IMATRIX);
        done(sweep(model, "Q4_0"));
        String olderRevision = newest(model);
        String olderFile = listed(model).get("Again-Q4_0.gguf");
        importBelonging(model, Files.copy(Fixtures.QWEN_MOE_IMATRIX, directory().resolve("renamed.imatrix.gguf")));

        done(sweep(model, "Q4_0"));

        assertThat(newest(model)).isNotEqualTo(olderRevision);
        assertThat(listed(model).get("Again-Q4_0.gguf")).isNotEqualTo(olderFile);
        assertThat(downloaded(model, olderRevision, "Again-Q4_0.gguf")).isEqualTo(olderFile);

        given().delete("/api/v1/models/" + model + "/quants/Q4_0").then().statusCode(204);

        given().get("/" + model + "/resolve/" + olderRevision + "/Again-Q4_0.gguf")
                .then()
                .statusCode(410);
        given().get("/" + model + "/resolve/main/Again-Q4_0.gguf").then().statusCode(404);
    }

    @Test
    void aCancelledSweepGoesOnWhereItStopped() {
        String model = "sweeps/Cancelled";
        requireModel(model, Fixtures.NEMOTRON_MOE);
        long id = sweep(model, "Q5_1", "Q4_1", "Q3_K_L", "Q5_K_M", "Q6_K");
        int encoded = unitsOnceEncoding(id);

        post("/jobs/" + id + "/cancel").then().statusCode(200);

        JsonPath cancelled = ended(id);
        assertThat(cancelled.getString("state")).isEqualTo("CANCELLED");
        int kept = cancelled.getInt("detail.unitsEncoded");
        assertThat(kept).isGreaterThanOrEqualTo(encoded);
        post("/jobs/" + id + "/retry").then().statusCode(200);
        JsonPath job = done(id);
        assertThat(job.getInt("detail.unitsToGo")).isZero();
        assertThat(listed(model)).hasSize(5);
    }

    @Test
    void aDiscardedSweepLetsGoOfItsUnits() {
        String model = "sweeps/Discarded";
        requireModel(model, Fixtures.NEMOTRON_MOE);
        long id = sweep(model, "Q5_K_S", "Q4_K_L", "Q3_K_S", "IQ4_NL");
        unitsOnceEncoding(id);
        post("/jobs/" + id + "/cancel").then().statusCode(200);
        ended(id);
        assertThat(pins(id)).isPositive();

        given().delete("/api/v1/jobs/" + id).then().statusCode(204);

        assertThat(pins(id)).isZero();
        problem(KennelApi.get("/jobs/" + id), 404);
        problem(post("/jobs/" + id + "/retry"), 404);
    }

    @Test
    void aSourceThatChangedSinceItsImportFailsTheSweepByName() throws Exception {
        Path file =
                GeneratedModels.llama(GgmlType.F16, 512, 768).write(directory().resolve("changing.gguf"));
        importModel("sweeps/Changed", file);
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {42, 42, 42, 42}), channel.size() / 2);
        }

        JsonPath job = failed(sweep("sweeps/Changed", "Q5_K_M"));

        assertThat(job.getString("failure")).contains("changed").containsPattern("[a-z_]+\\.weight");
        given().get("/sweeps/Changed/resolve/main/Changed-Q5_K_M.gguf").then().statusCode(404);
    }

    @Test
    void aPublishedLogTellsEachUnit() {
        importModel("sweeps/Logged", Fixtures.LLAMA);

        long id = submitted(submitSweep("sweeps/Logged", Map.of("recipes", List.of("IQ4_XS"))));

        done(id);
        List<String> lines =
                KennelApi.get("/jobs/" + id + "/log?limit=500").jsonPath().getList("items.line");
        assertThat(lines)
                .anyMatch(line -> line.matches("blk\\.0\\.attn_q\\.weight +iq4_xs +\\S+ .* stored [0-9a-f]{12}"));
        assertThat(lines)
                .anyMatch(line ->
                        line.matches("read .* s, widened .* s, encoded .* s on \\d+ threads, hashed and wrote .*"));
        assertThat(lines.getLast()).startsWith("IQ4_XS is made");
    }

    /// The number of units at the moment when the first are there.
    private static int unitsOnceEncoding(long id) {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(15))
                .until(() -> job(id).getInt("detail.unitsEncoded"), units -> units > 0);
    }

    private long pins(long job) {
        return QuarkusTransaction.requiringNew().call(() -> ((Number) entities.createNativeQuery(
                                "select count(*) from pin where holder_kind = 'job' and holder_id = ?1")
                        .setParameter(1, String.valueOf(job))
                        .getSingleResult())
                .longValue());
    }

    private static String newest(String repository) {
        return given().get("/api/models/" + repository + "/refs").jsonPath().getString("branches[0].targetCommit");
    }

    /// SHA-256 of each quant's file, as the newest revision lists it.
    private static Map<String, String> listed(String repository) {
        JsonPath tree = given().get("/api/models/" + repository + "/tree/main").jsonPath();
        var files = new HashMap<String, String>();
        List<String> paths = tree.getList("path");
        for (int i = 0; i < paths.size(); i++) {
            if (paths.get(i).endsWith(".gguf") && !paths.get(i).contains("imatrix")) {
                files.put(paths.get(i), tree.getString("[" + i + "].lfs.oid"));
            }
        }
        return files;
    }

    private static String downloaded(String repository, String revision, String path) {
        byte[] content = given().get("/" + repository + "/resolve/" + revision + "/" + path)
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
        return Sha256.of(content).hex();
    }
}
