package dev.kennel.steering;

import java.nio.file.Path;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennel.Fixtures;
import dev.kennel.KennelApi;
import dev.kennel.catalog.Companion;
import dev.kennel.catalog.Model;
import dev.kennel.catalog.Models;
import dev.kennel.gguf.GgmlType;
import dev.kennel.gguf.GgufWriter;

import static dev.kennel.ImportRoots.directory;
import static dev.kennel.KennelApi.importBelonging;
import static dev.kennel.KennelApi.requireModel;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

/// Control vectors from elsewhere, and what is known of them.
@QuarkusTest
class VectorListTest {

    private static final String MODEL = "listed/Qwen";
    private static final String VECTORS = "/models/" + MODEL + "/vectors";

    @Inject
    Models models;

    @Inject
    EntityManager entities;

    @BeforeEach
    void model() {
        requireModel(
                MODEL, Fixtures.QWEN_MOE, vector("plain.gguf"), vector("of mine, really.gguf"), vector("a:b.gguf"));
    }

    @Test
    void aListIsReadFromWhatWasWrittenDown() {
        importBelonging(MODEL, vector("unread.gguf"));
        change("unread.gguf", vector -> vector.blobSha256 = "0".repeat(64));

        KennelApi.get(VECTORS)
                .then()
                .statusCode(200)
                .body("items.find { it.filename == 'unread.gguf' }.width", is(256))
                .body("items.find { it.filename == 'unread.gguf' }.directions.block", contains(1, 3))
                .body("items.find { it.filename == 'unread.gguf' }.directions.acts", contains(true, true));
    }

    @Test
    void whatWasNotWrittenDownIsReadOnce() {
        change("plain.gguf", vector -> vector.vector = null);

        KennelApi.get(VECTORS + "/plain.gguf").then().statusCode(200).body("directions.block", contains(1, 3));

        change("plain.gguf", vector -> assertThat(vector.vector.path("width").asInt())
                .isEqualTo(256));
    }

    @Test
    void whatAnotherVersionWroteDownIsReadAgain() {
        change(
                "plain.gguf",
                vector -> vector.vector = JsonNodeFactory.instance.objectNode().put("widths", "many"));
        QuarkusTransaction.requiringNew().run(() -> {
            Model model = models.require("listed", "Qwen");
            model.facts = JsonNodeFactory.instance.objectNode().put("layers", "another form");
        });

        KennelApi.get(VECTORS)
                .then()
                .statusCode(200)
                .body("items.find { it.filename == 'plain.gguf' }.directions.acts", contains(true, true));
        given().get("/" + MODEL + "/vectors/plain.gguf").then().statusCode(200);
        given().get("/" + MODEL + "/vectors/-/sae").then().statusCode(200);
    }

    @Test
    void commandsArePutSoThatShellAndLlamaCppTakeThem() {
        given().get("/" + MODEL + "/vectors/plain.gguf")
                .then()
                .body(containsString("--control-vector-scaled plain.gguf:1.0<"));
        given().get("/" + MODEL + "/vectors/of mine, really.gguf")
                .then()
                .body(containsString("--control-vector-scaled &#39;&quot;of mine, really.gguf:1.0&quot;&#39;<"));
        given().get("/" + MODEL + "/vectors/a:b.gguf")
                .then()
                .body(containsString("--control-vector-scaled a_b.gguf:1.0<"))
                .body(containsString("Save the file as <code>a_b.gguf</code>"));
    }

    private interface Change {
        void of(Companion vector);
    }

    private void change(String filename, Change change) {
        QuarkusTransaction.requiringNew().run(() -> {
            Companion found =
                    models.companion(models.require("listed", "Qwen"), filename).orElseThrow();
            change.of(entities.find(Companion.class, found.id));
        });
    }

    private static Path vector(String name) {
        return GgufWriter.empty()
                .put("general.architecture", "controlvector")
                .tensor("direction.1", GgmlType.F32, 256)
                .tensor("direction.3", GgmlType.F32, 256)
                .write(directory().resolve(name));
    }
}
