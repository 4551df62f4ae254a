package dev.kennel.imports;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

import jakarta.inject.Inject;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import dev.kennel.Fixtures;
import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.BlobWriter;
import dev.kennel.blob.Sha256;
import dev.kennel.catalog.ModelFile;
import dev.kennel.catalog.Models;

import static dev.kennel.KennelApi.done;
import static dev.kennel.KennelApi.problem;
import static dev.kennel.KennelApi.submitImport;
import static dev.kennel.KennelApi.submitted;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

@QuarkusTest
class UploadTest {

    private static final String UPLOADS = "/api/v1/uploads/";
    private static final String OFFSET = "Upload-Offset";

    @Inject
    Models models;

    @Inject
    BlobFiles blobs;

    @Inject
    Uploads uploads;

    @Inject
    UploadCompletion completion;

    @TestHTTPResource("/")
    URI root;

    @Test
    void curlSendsAFileWhole() throws Exception {
        curl("-T", Fixtures.LLAMA.toString(), root.resolve(UPLOADS).toString());

        given().get(UPLOADS + Fixtures.LLAMA.getFileName())
                .then()
                .statusCode(200)
                .header(OFFSET, String.valueOf(Files.size(Fixtures.LLAMA)))
                .body("complete", is(true))
                .body("sha256", is(sha256(Fixtures.LLAMA)));
        given().delete(UPLOADS + Fixtures.LLAMA.getFileName()).then().statusCode(204);
        given().get(UPLOADS + Fixtures.LLAMA.getFileName()).then().statusCode(404);
    }

    @Test
    void curlGoesOnAfterABreak() throws Exception {
        byte[] content = Files.readAllBytes(Fixtures.LLAMA);
        Path file = copyOf(content, "broken.gguf");
        try (Socket sender = begin("broken.gguf", "Content-Length: " + content.length)) {
            sender.getOutputStream().write(content, 0, 3_000_000);
            awaitOffset("broken.gguf", 3_000_000);
        }
        assertThat(status("broken.gguf").jsonPath().getBoolean("complete")).isFalse();

        curl("-C", "3000000", "-T", file.toString(), root.resolve(UPLOADS).toString());

        assertThat(status("broken.gguf").jsonPath().getString("sha256"))
                .isEqualTo(Sha256.of(content).hex());
    }

    @Test
    void aStreamThatBreaksIsNotTakenForWhole() throws Exception {
        try (Socket sender = begin("stream.gguf", "Transfer-Encoding: chunked")) {
            sender.getOutputStream().write("5\r\nGGUF!\r\n".getBytes(StandardCharsets.US_ASCII));
            awaitOffset("stream.gguf", 5);
        }

        assertThat(put("stream.gguf", "bytes 5-7/8", bytes(3)).statusCode()).isEqualTo(201);
    }

    @Test
    void partsBecomeTheFile() {
        byte[] content = bytes(10_000);

        put("parts.gguf", "bytes 0-3999/10000", Arrays.copyOf(content, 4_000))
                .then()
                .statusCode(202)
                .header(OFFSET, "4000")
                .body("complete", is(false));
        assertThat(given().head(UPLOADS + "parts.gguf").header(OFFSET)).isEqualTo("4000");
        put("parts.gguf", "bytes 3000-9999/10000", Arrays.copyOfRange(content, 3_000, 10_000))
                .then()
                .statusCode(201)
                .body("sha256", is(Sha256.of(content).hex()));
    }

    @Test
    void aGapIsRefusedWithTheOffset() {
        put("gap.gguf", "bytes 0-99/1000", bytes(100)).then().statusCode(202);

        Response refused = put("gap.gguf", "bytes 200-999/1000", bytes(800));

        problem(refused, 409).header(OFFSET, "100").body("next", is("Go on at 100."));
    }

    @Test
    void anotherFileOfTheSameNameDoesNotGoOn() {
        put("another.gguf", "bytes 0-99/1000", bytes(100)).then().statusCode(202);

        problem(put("another.gguf", "bytes 100-199/2000", bytes(100)), 409)
                .body("detail", containsString("a file of 1000 bytes, and this one has 2000"));
        problem(put("another.gguf", "bytes 100-199/150", bytes(100)), 400);
        assertThat(put("another.gguf", null, bytes(2_000)).statusCode()).isEqualTo(201);
        problem(put("another.gguf", "bytes 1000-1999/2000", bytes(1_000)), 409).body("detail", is("It is complete."));
        assertThat(status("another.gguf").jsonPath().getBoolean("complete")).isTrue();
    }

    @Test
    void aBodyThatIsNotItsRangeIsRefused() {
        problem(put("range.gguf", "bytes 0-9/100", bytes(20)), 400)
                .body("detail", containsString("the body has 20 bytes"));
        problem(put("range.gguf", "bytes 9-0/100", bytes(10)), 400);
        problem(put("range.gguf", "lines 0-9/100", bytes(10)), 400);
    }

    @Test
    void onlyNamesOfGgufFilesAreTaken() {
        for (String name : List.of("model.bin", ".gguf", "a%2Fb.gguf", "..%2F..%2Fetc.gguf", "a%20b.gguf")) {
            Response answer = given().urlEncodingEnabled(false).body(bytes(1)).put(UPLOADS + name);
            assertThat(answer.statusCode()).as(name).isIn(400, 404);
        }
        assertThat(given().get(UPLOADS).jsonPath().getList("items.filename"))
                .doesNotContain("model.bin", "b.gguf", "etc.gguf");
    }

    @Test
    void theNewerOfTwoSendersGoesOn() throws Exception {
        byte[] content = bytes(5_000_000);
        try (Socket older = begin("race.gguf", "Content-Length: " + content.length)) {
            older.getOutputStream().write(new byte[2_000_000]);
            awaitOffset("race.gguf", 2_000_000);

            Response newer = put("race.gguf", null, content);

            newer.then().statusCode(201).body("sha256", is(Sha256.of(content).hex()));
            assertThat(new String(older.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isIn("HTTP/1.1 409", "");
        }
    }

    @Test
    void anUploadBecomesAModel() throws Exception {
        byte[] content = Files.readAllBytes(Fixtures.LLAMA);
        put("llama.gguf", null, content).then().statusCode(201);

        done(submitted(submitImport(Map.of("repository", "uploads-test/Llama", "uploads", List.of("llama.gguf")))));

        ModelFile file = QuarkusTransaction.requiringNew()
                .call(() -> models.files(models.named("uploads-test", "Llama").orElseThrow())
                        .getFirst());
        assertThat(file.filename).isEqualTo("llama.gguf");
        assertThat(file.path).isNull();
        assertThat(blobs.path(new Sha256(file.blobSha256))).hasBinaryContent(content);
        given().get(UPLOADS + "llama.gguf").then().statusCode(404);
    }

    @Test
    void aBadUploadIsToldByItsNameAndStays() {
        put("no-model.gguf", null, bytes(1_000)).then().statusCode(201);

        problem(submitImport(Map.of("repository", "uploads-test/No", "uploads", List.of("no-model.gguf"))), 422)
                .body("detail", containsString("no-model.gguf"));
        assertThat(status("no-model.gguf").jsonPath().getBoolean("complete")).isTrue();
    }

    @Test
    void whatCannotFitTheDiskIsRefusedBeforeItIsSent() {
        problem(put("endless.gguf", "bytes 0-99/9000000000000000", bytes(100)), 507)
                .body("detail", containsString("bytes are needed"));
        status("endless.gguf").then().statusCode(404);
    }

    @Test
    void afterTheLastByteThereIsStillOneToSend() throws IOException {
        byte[] content = bytes(1_000);
        put("last.gguf", "bytes 0-898/1000", Arrays.copyOf(content, 899)).then().statusCode(202);
        append("last.gguf", Arrays.copyOfRange(content, 899, 1_000));

        status("last.gguf").then().header(OFFSET, "999").body("complete", is(false));
        put("last.gguf", "bytes 999-999/1000", Arrays.copyOfRange(content, 999, 1_000))
                .then()
                .statusCode(201)
                .body("sha256", is(Sha256.of(content).hex()));
    }

    @Test
    void aStartCompletesWhatWasInterruptedAfterItsLastByte() throws IOException {
        byte[] content = bytes(2_000);
        put("hashed.gguf", "bytes 0-99/2000", Arrays.copyOf(content, 100))
                .then()
                .statusCode(202);
        append("hashed.gguf", Arrays.copyOfRange(content, 100, 2_000));
        hashed("hashed.gguf", Sha256.of(content));

        completion.completeInterrupted(new StartupEvent());

        status("hashed.gguf")
                .then()
                .body("complete", is(true))
                .body("sha256", is(Sha256.of(content).hex()));
    }

    @Test
    void aStartCompletesWhatWasPublishedWithoutItsRow() throws IOException {
        byte[] content = bytes(2_500);
        put("moved.gguf", "bytes 0-99/2500", Arrays.copyOf(content, 100)).then().statusCode(202);
        append("moved.gguf", Arrays.copyOfRange(content, 100, 2_500));
        hashed("moved.gguf", Sha256.of(content));
        blobs.publish(blobs.staged(id("moved.gguf"), Sha256.of(content), 2_500));

        completion.completeInterrupted(new StartupEvent());

        status("moved.gguf").then().body("complete", is(true));
    }

    @Test
    void aStartCompletesWhatWasPublishedAlready() {
        byte[] content = bytes(3_000);
        put("published.gguf", null, content).then().statusCode(201);
        QuarkusTransaction.requiringNew()
                .run(() -> uploads.named("published.gguf").orElseThrow().state = Upload.State.RECEIVING);

        completion.completeInterrupted(new StartupEvent());

        status("published.gguf").then().body("complete", is(true));
    }

    @Test
    void whatIsNotThereAnyMoreIsSentAgain() {
        put("gone.gguf", "bytes 0-99/4000", bytes(100)).then().statusCode(202);
        hashed("gone.gguf", Sha256.of(bytes(4_000)));

        completion.completeInterrupted(new StartupEvent());

        status("gone.gguf").then().body("complete", is(false)).header(OFFSET, "100");
        assertThat(put("gone.gguf", null, bytes(4_000)).statusCode()).isEqualTo(201);
    }

    @Test
    void anUnfinishedUploadIsNotImported() {
        put("unfinished.gguf", "bytes 0-99/1000", bytes(100)).then().statusCode(202);

        problem(submitImport(Map.of("repository", "uploads-test/Un", "uploads", List.of("unfinished.gguf"))), 422)
                .body("next", containsString("/api/v1/uploads/unfinished.gguf"));
        problem(submitImport(Map.of("repository", "uploads-test/Un", "uploads", List.of("never-sent.gguf"))), 404);
    }

    /// As if the server had been killed before it could say that these bytes arrived.
    private void append(String filename, byte[] rest) throws IOException {
        String id = id(filename);
        try (BlobWriter writer = blobs.resume(id, blobs.arrived(id))) {
            writer.write(rest);
        }
    }

    private String id(String filename) {
        return QuarkusTransaction.requiringNew()
                .call(() -> uploads.named(filename).orElseThrow().id);
    }

    private void hashed(String filename, Sha256 sha256) {
        QuarkusTransaction.requiringNew().run(() -> uploads.named(filename).orElseThrow().sha256 = sha256.hex());
    }

    private Socket begin(String filename, String header) throws IOException {
        var socket = new Socket(root.getHost(), root.getPort());
        OutputStream out = socket.getOutputStream();
        out.write(("PUT " + UPLOADS + filename + " HTTP/1.1\r\nHost: " + root.getAuthority() + "\r\n" + header
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void awaitOffset(String filename, long offset) {
        Awaitility.await().atMost(Duration.ofMinutes(15)).until(() -> {
            Response status = status(filename);
            return status.statusCode() == 200 && status.jsonPath().getLong("offset") == offset;
        });
    }

    private static Response status(String filename) {
        return given().get(UPLOADS + filename);
    }

    private static Response put(String filename, String range, byte[] body) {
        var request = given().contentType("application/octet-stream").body(body);
        if (range != null) {
            request.header("Content-Range", range);
        }
        return request.put(UPLOADS + filename);
    }

    private static void curl(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("curl", "--silent", "--show-error", "--fail-with-body"));
        command.addAll(List.of(arguments));
        Process curl = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(curl.waitFor()).as(said).isZero();
    }

    private static Path copyOf(byte[] content, String filename) throws IOException {
        return Files.write(Files.createTempDirectory("upload").resolve(filename), content);
    }

    private static byte[] bytes(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static String sha256(Path file) throws IOException {
        return Sha256.of(file).hex();
    }
}
