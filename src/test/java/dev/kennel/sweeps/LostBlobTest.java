package dev.kennel.sweeps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

import dev.kennel.Fixtures;
import dev.kennel.KennelApi;
import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.Sha256;
import dev.kennel.store.Finding;
import dev.kennel.store.Verifier;

import static dev.kennel.KennelApi.done;
import static dev.kennel.KennelApi.failed;
import static dev.kennel.KennelApi.post;
import static dev.kennel.KennelApi.problem;
import static dev.kennel.KennelApi.requireModel;
import static dev.kennel.KennelApi.sweep;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

/// A disk may lose or change what it was given. Each test brings back what it took away: the store is shared.
@QuarkusTest
class LostBlobTest {

    private static final String NORM = "output_norm.weight";
    private static final String HEADER = "the header";

    @Inject
    EntityManager entities;

    @Inject
    BlobFiles blobs;

    @Inject
    Verifier verifier;

    @Test
    void aDownloadWhoseBlobIsMissingIsRefusedBeforeItsFirstByte() throws IOException {
        String model = "lost/Missing";
        sweptModel(model, "Q8_0");
        Path blob = blobOf(model, "Q8_0", NORM);
        Path aside = Files.move(blob, blob.resolveSibling("aside"));
        try {
            problem(download(model, "Q8_0"), 503)
                    .body("detail", containsString("Missing-Q8_0.gguf"))
                    .body("next", containsString("./kennel verify --repair"))
                    .header("X-Error-Message", containsString("Missing-Q8_0.gguf"));
            assertThat(head(model, "Q8_0")).isEqualTo(503);
        } finally {
            Files.move(aside, blob);
        }
        download(model, "Q8_0").then().statusCode(200);
        assertThat(head(model, "Q8_0")).isEqualTo(200);
    }

    @Test
    void aQuantThatLostATensorSaysSoUntilItIsMadeAgain() throws IOException {
        String model = "lost/Tensor";
        sweptModel(model, "Q8_0", "Q4_0");
        String digest = digestOf(download(model, "Q8_0"));
        Path blob = blobOf(model, "Q8_0", "blk.0.attn_q.weight");
        Files.writeString(blob, "something else");

        Finding finding = repaired(blob);

        assertThat(finding.outcome()).isEqualTo(Finding.Outcome.DROPPED);
        assertThat(finding.explanation()).contains("Dropped; make the quant Q8_0 of ");
        assertThat(finding.referrers()).contains("tensor blk.0.attn_q.weight of Tensor-Q8_0.gguf in lost/Tensor");
        problem(download(model, "Q8_0"), 503)
                .body("next", containsString("/lost/Tensor/quantize?recipe=Q8_0&imatrix=none"));
        assertThat(head(model, "Q8_0")).isEqualTo(503);
        download(model, "Q4_0").then().statusCode(200);
        quant(model, "Q8_0")
                .body("incomplete", is(true))
                .body("remake", is("/lost/Tensor/quantize?recipe=Q8_0&imatrix=none"));
        quant(model, "Q4_0").body("incomplete", is(false)).body("remake", nullValue());
        assertThat(page("/lost/Tensor/quants/Q8_0")).contains("A part of this file is lost", "recipe=Q8_0");
        assertThat(page("/lost/Tensor")).containsOnlyOnce("a part is lost");

        JsonPath job = done(sweep(model, "Q8_0"));

        assertThat(job.getInt("detail.unitsEncoded")).isEqualTo(1);
        quant(model, "Q8_0").body("incomplete", is(false));
        assertThat(digestOf(download(model, "Q8_0"))).isEqualTo(digest);
        assertThat(page("/lost/Tensor")).doesNotContain("a part is lost");
    }

    @Test
    void aQuantThatLostItsHeaderIsWholeOnceMadeAgain() throws IOException {
        String model = "lost/Header";
        sweptModel(model, "Q6_K");
        String digest = digestOf(download(model, "Q6_K"));
        Path blob = blobOf(model, "Q6_K", HEADER);
        Files.delete(blob);

        assertThat(repaired(blob).outcome()).isEqualTo(Finding.Outcome.DROPPED);
        quant(model, "Q6_K").body("incomplete", is(true));

        done(sweep(model, "Q6_K"));

        assertThat(digestOf(download(model, "Q6_K"))).isEqualTo(digest);
    }

    @Test
    void aJobThatFailedOfADamagedBlobGoesOnAfterTheRepair() throws IOException {
        String model = "lost/Retried";
        sweptModel(model, "Q8_0");
        String digest = digestOf(download(model, "Q8_0"));
        Path blob = blobOf(model, "Q8_0", NORM);
        Files.writeString(blob, "something else");
        long id = sweep(model, "Q5_0");
        assertThat(failed(id).getString("failure")).contains(NORM, "retry the job");
        repaired(blob);

        post("/jobs/" + id + "/retry").then().statusCode(200);

        JsonPath job = done(id);
        assertThat(job.getInt("detail.unitsToGo")).isZero();
        assertThat(job.getList("detail.quants.made")).containsOnly(true);
        quant(model, "Q8_0").body("incomplete", is(false));
        assertThat(digestOf(download(model, "Q8_0"))).isEqualTo(digest);
        download(model, "Q5_0").then().statusCode(200);
    }

    private static void sweptModel(String model, String... recipes) {
        requireModel(model, Fixtures.LLAMA);
        done(sweep(model, recipes));
    }

    private static Response download(String model, String quant) {
        return given().get(address(model, quant));
    }

    private static int head(String model, String quant) {
        return given().head(address(model, quant)).statusCode();
    }

    private static String address(String model, String quant) {
        return "/" + model + "/resolve/main/" + model.substring(model.indexOf('/') + 1) + "-" + quant + ".gguf";
    }

    private static String digestOf(Response download) {
        return Sha256.of(download.then().statusCode(200).extract().asByteArray())
                .hex();
    }

    private static ValidatableResponse quant(String model, String quant) {
        return KennelApi.get("/models/" + model + "/quants/" + quant).then().statusCode(200);
    }

    private static String page(String address) {
        return given().accept("text/html")
                .get(address)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    /// What repairing says of a blob; the store may hold what other tests broke.
    private Finding repaired(Path blob) throws IOException {
        List<Finding> findings = new ArrayList<>();
        verifier.repair(findings::add);
        return findings.stream()
                .filter(finding -> finding.subject().equals(blob.getFileName().toString()))
                .findFirst()
                .orElseThrow();
    }

    private Path blobOf(String model, String quant, String tensor) {
        String blob = QuarkusTransaction.requiringNew().call(() -> (String) entities.createNativeQuery("""
                        select case when :tensor = 'the header' then a.header_sha256 else t.blob_sha256 end
                        from quant q
                            join repository r on r.id = q.repository_id
                            join artifact a on a.id = q.artifact_id
                            left join artifact_tensor t on t.artifact_id = a.id and t.name = :tensor
                        where r.owner || '/' || r.name = :model and q.name = :quant
                        """)
                .setParameter("tensor", tensor)
                .setParameter("model", model)
                .setParameter("quant", quant)
                .getSingleResult());
        return blobs.path(new Sha256(blob));
    }
}
