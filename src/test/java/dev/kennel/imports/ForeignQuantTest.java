package dev.kennel.imports;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Inject;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennel.Fixtures;
import dev.kennel.KennelApi;
import dev.kennel.LlamaQuantize;
import dev.kennel.blob.Sha256;
import dev.kennel.gguf.GgufSplit;
import dev.kennel.recipe.Recipe;
import dev.kennel.recipe.RecipeFile;

import static dev.kennel.ImportRoots.directory;
import static dev.kennel.KennelApi.done;
import static dev.kennel.KennelApi.problem;
import static dev.kennel.KennelApi.requireModel;
import static dev.kennel.KennelApi.submitImport;
import static dev.kennel.KennelApi.submitSweep;
import static dev.kennel.KennelApi.submitted;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

@QuarkusTest
class ForeignQuantTest {

    private static final String BASE = "foreign/Llama";

    @Inject
    LlamaQuantize llamaQuantize;

    @BeforeEach
    void base() {
        requireModel(BASE, Fixtures.LLAMA);
    }

    @Test
    void aPublishersFileStandsAmongTheQuantsOfItsBase() throws Exception {
        Path file = quant("Q8_0", "Pup-Llama-3M-Q8_0.gguf");

        done(submitted(submit("merle/Pup-Llama-GGUF", file)));

        given().get("/api/v1/models/merle/Pup-Llama-GGUF/quants/Q8_0")
                .then()
                .statusCode(200)
                .body("base", is(BASE))
                .body("madeElsewhere", is(true))
                .body("bytes", is((int) Files.size(file)))
                .body("sha256", is(sha256(file)))
                .body("types.type", hasItems("q8_0", "f32"));
        assertThat(KennelApi.get("/models/" + BASE + "/quants").jsonPath().getList("items.repository"))
                .contains("merle/Pup-Llama-GGUF");
        byte[] served = given().get("/merle/Pup-Llama-GGUF/resolve/main/Pup-Llama-3M-Q8_0.gguf")
                .asByteArray();
        assertThat(served).isEqualTo(Files.readAllBytes(file));
        problem(submit("merle/Pup-Llama-GGUF", file), 409).body("errors.field", hasItem("quant"));
    }

    @Test
    void aQuantInPartsIsRefusedAtOnce() throws Exception {
        Path whole = quant("Q8_0", "Pup-Llama-3M-parted-Q8_0.gguf");
        Path first = parts(whole, directory().resolve("Pup-Llama-3M-parted-Q8_0"));

        problem(submit("merle/Parted-GGUF", first), 422)
                .body("title", is("A quant made elsewhere must be one file"))
                .body("next", containsString("--merge"));
    }

    /// As `llama-gguf-split` cuts it.
    private static Path parts(Path whole, Path stem) throws Exception {
        try (FileChannel channel = FileChannel.open(whole)) {
            List<GgufSplit.Part> parts = GgufSplit.of(channel, 1_500_000);
            for (int i = 0; i < parts.size(); i++) {
                GgufSplit.Part part = parts.get(i);
                ByteBuffer bytes =
                        ByteBuffer.allocate(part.header().length + Math.toIntExact(part.length()) + part.padding());
                bytes.put(part.header());
                channel.read(bytes.limit(bytes.capacity() - part.padding()), part.from());
                Files.write(named(stem, i, parts.size()), bytes.array());
            }
            assertThat(parts).hasSizeGreaterThan(1);
            return named(stem, 0, parts.size());
        }
    }

    private static Path named(Path stem, int part, int count) {
        return stem.resolveSibling("%s-%05d-of-%05d.gguf".formatted(stem.getFileName(), part + 1, count));
    }

    @Test
    void aFileOfAnotherModelIsRefusedWithTheDifferences() {
        problem(submit("merle/Wrong-GGUF", Fixtures.QWEN_MOE), 422)
                .body("type", is("urn:kennel:problem:not-of-this-base"))
                .body("errors.field", hasItem("general.architecture"))
                .body("errors.message", hasItem("the base has no such tensor"));
        given().get("/api/models/merle/Wrong-GGUF/refs").then().statusCode(404);
    }

    @Test
    void theBaseItselfIsNoQuantOfIt() throws Exception {
        problem(
                        submit(
                                "merle/Itself-GGUF",
                                Files.copy(Fixtures.LLAMA, directory().resolve("Pup-BF16.gguf"))),
                        422)
                .body("type", is("urn:kennel:problem:the-base-itself"));
        given().get("/api/models/merle/Itself-GGUF/refs").then().statusCode(404);
    }

    @Test
    void theBasesOwnRepositoryIsForWhatIsMadeHere() throws Exception {
        problem(submit(BASE, Fixtures.LLAMA), 409).body("errors.field", hasItem("repository"));
    }

    @Test
    void aFileWhoseNameSaysNothingNeedsAName() throws Exception {
        Recipe f16 = RecipeFile.parse("f16.yaml", "name: F16\nuse: A copy.\nbase: F16\n");
        Path file = Files.move(
                llamaQuantize.quant(Fixtures.LLAMA, Optional.empty(), f16),
                directory().resolve("some model.gguf"));

        problem(submit("merle/Named-GGUF", file), 400).body("errors.field", hasItem("quant"));
        done(submitted(submitImport(
                Map.of("base", BASE, "repository", "merle/Named-GGUF", "path", file.toString(), "quant", "F16-mine"))));

        given().get("/api/v1/models/merle/Named-GGUF/quants/F16-mine").then().statusCode(200);
        given().get("/merle/Named-GGUF/quants/F16-mine")
                .then()
                .statusCode(200)
                .body(containsString("/merle/Named-GGUF/resolve/main/some%20model.gguf"));
        assertThat(given().get("/merle/Named-GGUF/resolve/main/some model.gguf").asByteArray())
                .hasSize((int) Files.size(file));
    }

    @Test
    void aQuantMadeHereThatIsTheSameFileKeepsItWhenThePublishersIsGone() throws Exception {
        Path file = quant("Q5_0", "Pup-Q5_0.gguf");
        byte[] content = Files.readAllBytes(file);
        done(submitted(submit("merle/Same-GGUF", file)));
        given().get("/merle/Same-GGUF/resolve/main/Pup-Q5_0.gguf").then().statusCode(200);

        done(submitted(submitSweep(BASE, Map.of("recipes", List.of("Q5_0")))));
        Files.delete(file);

        for (String path : new String[] {
            "/" + BASE + "/resolve/main/Llama-Q5_0.gguf", "/merle/Same-GGUF/resolve/main/Pup-Q5_0.gguf"
        }) {
            assertThat(given().get(path).asByteArray()).isEqualTo(content);
        }
    }

    @Test
    void aFileByReferenceThatChangedSinceItsImportIsServedNoMore() throws Exception {
        Path file = quant("Q4_1", "Pup-Q4_1.gguf");
        done(submitted(submit("merle/Changed-GGUF", file)));
        byte[] other = Files.readAllBytes(file);
        other[other.length - 100]++;

        Files.write(file, other);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(2)));

        given().get("/merle/Changed-GGUF/resolve/main/Pup-Q4_1.gguf")
                .then()
                .statusCode(410)
                .body(containsString("changed since"));
    }

    private Path quant(String recipe, String filename) throws Exception {
        return Files.move(
                llamaQuantize.quant(Fixtures.LLAMA, Optional.empty(), recipe),
                directory().resolve(filename));
    }

    private static Response submit(String repository, Path file) {
        return submitImport(Map.of("base", BASE, "repository", repository, "path", file.toString()));
    }

    private static String sha256(Path file) throws Exception {
        return Sha256.of(file).hex();
    }
}
