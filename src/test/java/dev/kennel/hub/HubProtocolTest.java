package dev.kennel.hub;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import jakarta.inject.Inject;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennel.blob.Segment;
import dev.kennel.blob.VirtualFile;
import dev.kennel.catalog.CatalogFixture;
import dev.kennel.catalog.Model;
import dev.kennel.catalog.Quant;
import dev.kennel.catalog.RepositoryContent;
import dev.kennel.gguf.GgmlType;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

/// The requests that clients were seen to send.
@QuarkusTest
class HubProtocolTest {

    private static final String MODEL = "/api/models/hub/Llama";

    @Inject
    CatalogFixture catalog;

    @Inject
    RepositoryContent content;

    private Quant quant;

    @BeforeEach
    void aModelWithQuants() {
        catalog.clear();
        Model model = catalog.llama("hub/Llama");
        for (String name : List.of("BF16", "TQ1_0", "Q1_0", "UD-Q4_K_M", "Q4_K_M")) {
            catalog.quant(model, name, GgmlType.Q8_0);
        }
        quant = catalog.quant(model, "F16", GgmlType.F16);
    }

    @Test
    void llamaCppFindsTheCommitOfMain() {
        given().get(MODEL + "/refs")
                .then()
                .statusCode(200)
                .body("branches", hasSize(1))
                .body("branches[0].name", is("main"))
                .body("branches[0].targetCommit", matchesPattern("[0-9a-f]{40}"));
    }

    @Test
    void llamaCppFindsTheFilesOfACommit() {
        given().get(MODEL + "/tree/" + commit() + "?recursive=true")
                .then()
                .statusCode(200)
                .body("", hasSize(7))
                .body("find { it.path == 'Llama-F16.gguf' }.type", is("file"))
                .body("find { it.path == 'Llama-F16.gguf' }.size", is((int) quant.artifact.bytes))
                .body("find { it.path == 'Llama-F16.gguf' }.lfs.oid", is(quant.artifact.sha256));
    }

    @Test
    void theFirstNameThatContainsATagIsTheQuantOfThatTag() {
        List<String> paths = given().get(MODEL + "/tree/main").jsonPath().getList("path");

        for (String tag : List.of("F16", "BF16", "Q1_0", "TQ1_0", "Q4_K_M", "UD-Q4_K_M")) {
            assertThat(paths.stream().filter(path -> path.contains(tag + ".")).findFirst())
                    .contains("Llama-" + tag + ".gguf");
        }
    }

    @Test
    void hfFindsARepositoryAtARevision() {
        String commit = commit();

        for (String address : List.of(MODEL, MODEL + "/revision/main", MODEL + "/revision/" + commit)) {
            given().get(address)
                    .then()
                    .statusCode(200)
                    .body("id", is("hub/Llama"))
                    .body("sha", is(commit))
                    .body("siblings", hasSize(7))
                    .body("siblings.rfilename", hasItem("Llama-F16.gguf"));
        }
        given().get(MODEL + "/tree/" + commit + "?recursive=true&expand=false")
                .then()
                .statusCode(200)
                .body("[0].lfs.pointerSize", is(135));
    }

    @Test
    void anOlderRevisionListsWhatWasThere() {
        String before = commit();
        catalog.quant(quant.model, "Q8_0", GgmlType.Q8_0);

        assertThat(paths(before)).hasSize(7).contains("README.md").doesNotContain("Llama-Q8_0.gguf");
        given().get("/hub/Llama/resolve/" + before + "/README.md").then().statusCode(200);
        assertThat(paths("main")).hasSize(8).contains("Llama-Q8_0.gguf");
    }

    @Test
    void theCardIsAFileOfTheRepository() throws Exception {
        var entry = given().get(MODEL + "/tree/main").jsonPath();
        var whole = given().get("/hub/Llama/resolve/main/README.md");

        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.contentType()).startsWith("text/markdown");
        assertThat(whole.asString()).startsWith("---\n").contains("# hub/Llama", "| [F16](");
        assertThat(whole.header("X-Repo-Commit")).isEqualTo(commit());
        assertThat(entry.getInt("find { it.path == 'README.md' }.size")).isEqualTo(whole.asByteArray().length);
        assertThat(entry.getString("find { it.path == 'README.md' }.oid")).isEqualTo(gitId(whole.asByteArray()));
        assertThat(entry.getString("find { it.path == 'README.md' }.lfs")).isNull();

        var head = given().head("/hub/Llama/resolve/main/README.md");
        assertThat(head.header("Content-Length")).isEqualTo(String.valueOf(whole.asByteArray().length));
        assertThat(head.header("ETag")).isEqualTo(whole.header("ETag"));
        given().header("If-None-Match", whole.header("ETag"))
                .get("/hub/Llama/resolve/main/README.md")
                .then()
                .statusCode(304);
        given().header("Range", "bytes=4-7")
                .get("/hub/Llama/resolve/main/README.md")
                .then()
                .statusCode(206)
                .body(is(whole.asString().substring(4, 8)));
    }

    /// By Git itself.
    private static String gitId(byte[] content) throws Exception {
        Process git = new ProcessBuilder("git", "hash-object", "--stdin").start();
        try (var input = git.getOutputStream()) {
            input.write(content);
        }
        return new String(git.getInputStream().readAllBytes(), UTF_8).strip();
    }

    @Test
    void whatIsNotThereIsToldByItsCode() {
        absent("/api/models/hub/Nobody/refs", "RepoNotFound");
        absent("/api/models/hub/Nobody/revision/main", "RepoNotFound");
        absent(MODEL + "/revision/v2", "RevisionNotFound");
        absent(MODEL + "/tree/" + "0".repeat(40), "RevisionNotFound");
        assertThat(given().head("/hub/Llama/resolve/main/no.gguf").header("X-Error-Code"))
                .isEqualTo("EntryNotFound");
    }

    @Test
    void hfKnowsAFileFromItsHead() throws IOException {
        List<Path> files = layOut(quant);

        var head = given().redirects().follow(false).head("/hub/Llama/resolve/main/Llama-F16.gguf");

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.header("X-Repo-Commit")).isEqualTo(commit());
        assertThat(head.header("ETag")).isEqualTo('"' + quant.artifact.sha256 + '"');
        assertThat(head.header("Content-Length")).isEqualTo(String.valueOf(quant.artifact.bytes));
        assertThat(head.header("Accept-Ranges")).isEqualTo("bytes");
        for (Path file : files) {
            Files.delete(file);
        }
    }

    /// The files that the quant is made of, as holes.
    private List<Path> layOut(Quant quant) throws IOException {
        List<Path> files = new ArrayList<>();
        VirtualFile laidOut = QuarkusTransaction.requiringNew().call(() -> content.of(quant.artifact));
        for (Segment segment : laidOut.segments()) {
            if (segment instanceof Segment.Region region && !files.contains(region.file())) {
                Files.createDirectories(region.file().getParent());
                try (var file = new RandomAccessFile(region.file().toFile(), "rw")) {
                    file.setLength(region.offset() + region.length());
                }
                files.add(region.file());
            }
        }
        return files;
    }

    private static void absent(String address, String code) {
        given().get(address).then().statusCode(404).header("X-Error-Code", code).body("error", matchesPattern(".+"));
    }

    private static String commit() {
        return given().get(MODEL + "/refs").jsonPath().getString("branches[0].targetCommit");
    }

    private static List<String> paths(String revision) {
        return given().get(MODEL + "/tree/" + revision).jsonPath().getList("path");
    }
}
