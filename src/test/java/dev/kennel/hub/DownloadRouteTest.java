package dev.kennel.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennel.blob.Sha256;
import dev.kennel.blob.VirtualFile;
import dev.kennel.hub.Downloads.Found;
import dev.kennel.hub.Downloads.Missing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DownloadRouteTest {

    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final String PUP = "/kennel/Pup/resolve/main/Pup-Q4_K_M.gguf";
    private static final String HUGE = "/kennel/Pup/resolve/main/Huge.gguf";
    private static final String CUT = "/kennel/Pup/resolve/main/Cut.gguf";
    private static final String VANISHING = "/kennel/Pup/resolve/main/Vanishing.gguf";
    private static final String LOST = "/kennel/Pup/resolve/main/Lost.gguf";
    private static final VirtualFile LOST_FILE = VirtualFile.builder().zeros(10).build(Sha256.of(new byte[10]));
    private static final long HUGE_PART = 64L << 20;

    private final LinkedBlockingQueue<String> closedLeases = new LinkedBlockingQueue<>();
    private Path directory;
    private byte[] bytes;
    private VirtualFile pup;
    private VirtualFile huge;
    private VirtualFile cut;
    private VirtualFile vanishing;
    private HubServer server;

    @BeforeAll
    void startServer(@TempDir Path directory) throws Exception {
        this.directory = directory;
        Random random = new Random(7);
        bytes = new byte[3_000_000];
        random.nextBytes(bytes);
        pup = laidOut(random);
        huge = hugeFile();
        cut = cutFile();
        server = new HubServer(directory, this::find, this::open);
    }

    @AfterAll
    void stopServer() {
        server.close();
    }

    @BeforeEach
    void forgetLeases() {
        closedLeases.clear();
    }

    @ParameterizedTest
    @EnumSource
    void sendsAllOfIt(Wire wire) throws Exception {
        HttpResponse<byte[]> response = get(wire, PUP);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.version()).isEqualTo(wire.version);
        assertThat(response.body()).isEqualTo(bytes);
        assertThat(header(response, "Content-Length")).contains("3000000");
        assertThat(header(response, "ETag")).contains('"' + pup.sha256().hex() + '"');
        assertThat(header(response, "Accept-Ranges")).contains("bytes");
        assertThat(header(response, "Content-Type")).contains("application/octet-stream");
        assertThat(header(response, "Content-Disposition")).contains("attachment; filename=\"Pup-Q4_K_M.gguf\"");
        assertThat(header(response, "X-Repo-Commit")).contains(COMMIT);
        assertLeaseCloses(pup);
    }

    @ParameterizedTest
    @EnumSource
    void sendsExactlyTheRangeThatWasAskedFor(Wire wire) throws Exception {
        long seed = 1 + wire.ordinal();
        Random random = new Random(seed);
        try (var client = server.client(wire)) {
            for (int i = 0; i < 60; i++) {
                int from = random.nextInt(bytes.length);
                int length = 1 + random.nextInt(Math.min(bytes.length - from, 1 << random.nextInt(1, 22)));
                int to = from + length - 1;

                var response = client.send(
                        request(wire, PUP, "Range", "bytes=" + from + "-" + to), BodyHandlers.ofByteArray());

                assertThat(response.statusCode()).isEqualTo(206);
                assertThat(header(response, "Content-Range")).contains("bytes " + from + "-" + to + "/3000000");
                assertThat(header(response, "Content-Length")).contains(String.valueOf(length));
                assertThat(response.body())
                        .as("seed %d, bytes %d to %d", seed, from, to)
                        .isEqualTo(Arrays.copyOfRange(bytes, from, to + 1));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void answersHeadWithTheLengthAlone(Wire wire) throws Exception {
        HttpRequest head = HttpRequest.newBuilder(server.uri(wire, PUP))
                .HEAD()
                .header("Range", "bytes=0-9")
                .build();

        HttpResponse<byte[]> response = send(wire, head);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Length")).contains("3000000");
        assertThat(header(response, "ETag")).contains('"' + pup.sha256().hex() + '"');
        assertThat(header(response, "Accept-Ranges")).contains("bytes");
        assertThat(header(response, "X-Repo-Commit")).contains(COMMIT);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void sendsTheLastBytesForASuffix() throws Exception {
        HttpResponse<byte[]> response = get(Wire.HTTP_1_1, PUP, "Range", "bytes=-10");

        assertThat(response.statusCode()).isEqualTo(206);
        assertThat(response.body()).isEqualTo(Arrays.copyOfRange(bytes, bytes.length - 10, bytes.length));
        assertThat(header(response, "Content-Range")).contains("bytes 2999990-2999999/3000000");
    }

    @ParameterizedTest
    @EnumSource
    void refusesARangeBeyondTheEnd(Wire wire) throws Exception {
        HttpResponse<byte[]> response = get(wire, PUP, "Range", "bytes=3000000-");

        assertThat(response.statusCode()).isEqualTo(416);
        assertThat(header(response, "Content-Range")).contains("bytes */3000000");
        assertThat(response.body()).isEmpty();
    }

    @Test
    void honoursIfRangeOnlyForTheSameBytes() throws Exception {
        String tag = '"' + pup.sha256().hex() + '"';

        var same = get(Wire.HTTP_1_1, PUP, "Range", "bytes=1-2", "If-Range", tag);
        var weak = get(Wire.HTTP_1_1, PUP, "Range", "bytes=1-2", "If-Range", "W/" + tag);
        var other = get(Wire.HTTP_1_1, PUP, "Range", "bytes=1-2", "If-Range", "\"other\"");
        var date = get(Wire.HTTP_1_1, PUP, "Range", "bytes=1-2", "If-Range", "Sat, 21 Nov 2026 10:00:00 GMT");

        assertThat(same.statusCode()).isEqualTo(206);
        assertThat(weak.statusCode()).isEqualTo(200);
        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(other.body()).isEqualTo(bytes);
        assertThat(date.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "W/%s", "\"other\", %s", "*"})
    void saysThatTheClientHasItAlready(String ifNoneMatch) throws Exception {
        String tag = '"' + pup.sha256().hex() + '"';

        var response = get(Wire.HTTP_1_1, PUP, "If-None-Match", ifNoneMatch.replace("%s", tag), "Range", "bytes=0-0");

        assertThat(response.statusCode()).isEqualTo(304);
        assertThat(header(response, "ETag")).contains(tag);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void refusesAnotherVersionThanTheOneItHas() throws Exception {
        assertThat(get(Wire.HTTP_1_1, PUP, "If-Match", "\"other\"").statusCode())
                .isEqualTo(412);
        assertThat(get(Wire.HTTP_1_1, PUP, "If-None-Match", "\"other\"").statusCode())
                .isEqualTo(200);
    }

    @Test
    void neverEncodesTheContent() throws Exception {
        var response = get(Wire.HTTP_1_1, PUP, "Accept-Encoding", "gzip, br, deflate");

        assertThat(header(response, "Content-Encoding")).isEmpty();
        assertThat(response.body()).isEqualTo(bytes);
    }

    @Test
    void saysWhatIsMissingInTheClientsWords() throws Exception {
        assertThat(header(get(Wire.HTTP_1_1, "/kennel/Cat/resolve/main/a.gguf"), "X-Error-Code"))
                .contains("RepoNotFound");
        assertThat(header(get(Wire.HTTP_1_1, "/kennel/Pup/resolve/v2/a.gguf"), "X-Error-Code"))
                .contains("RevisionNotFound");
        var noFile = get(Wire.HTTP_1_1, "/kennel/Pup/resolve/main/a%C3%A4.gguf");

        assertThat(noFile.statusCode()).isEqualTo(404);
        assertThat(header(noFile, "X-Error-Code")).contains("EntryNotFound");
        assertThat(header(noFile, "X-Error-Message")).contains("There is no a?.gguf");
        assertThat(new String(noFile.body(), UTF_8)).isEqualTo("There is no a\u00e4.gguf\n");
    }

    @Test
    void saysWhatWasDeleted() throws Exception {
        var response = get(Wire.HTTP_1_1, "/kennel/Pup/resolve/" + COMMIT + "/Pup-Q2_K.gguf");

        assertThat(response.statusCode()).isEqualTo(410);
        assertThat(header(response, "X-Error-Code")).contains("EntryNotFound");
    }

    @Test
    void saysThatItIsGoneWhenItsBlobsWereCollectedInBetween() throws Exception {
        var response = get(Wire.HTTP_1_1, LOST, "Range", "bytes=0-0");

        assertThat(response.statusCode()).isEqualTo(410);
        assertThat(header(response, "Content-Range")).isEmpty();
        assertThat(header(response, "ETag")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void refusesBeforeTheFirstByteWhenAFileIsShorterThanItShouldBe(Wire wire) throws Exception {
        HttpResponse<byte[]> refused = get(wire, CUT);

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(header(refused, "X-Error-Message"))
                .hasValueSatisfying(
                        message -> assertThat(message).contains("Cut.gguf").contains("verify --repair"));
        assertThat(header(refused, "ETag")).isEmpty();
        assertLeaseCloses(cut);
        HttpRequest head = HttpRequest.newBuilder(server.uri(wire, CUT)).HEAD().build();
        assertThat(send(wire, head).statusCode()).isEqualTo(503);
        assertThat(get(wire, CUT, "Range", "bytes=0-9").statusCode()).isEqualTo(206);
    }

    @ParameterizedTest
    @EnumSource
    void cutsTheConnectionWhenAFileGoesMeanwhile(Wire wire) throws Exception {
        Path last = hole("last-" + wire, HUGE_PART);
        vanishing = VirtualFile.builder()
                .file(hole("first-" + wire, HUGE_PART), 0, HUGE_PART)
                .file(hole("second-" + wire, HUGE_PART), 0, HUGE_PART)
                .file(last, 0, HUGE_PART)
                .build(Sha256.of("vanishing".getBytes(US_ASCII)));
        try (var client = server.client(wire)) {
            var response = client.send(request(wire, VANISHING), BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                assertThat(body.readNBytes(1)).hasSize(1);
                Files.delete(last);

                assertThatIOException().isThrownBy(() -> body.transferTo(OutputStream.nullOutputStream()));
            }
        }
        assertLeaseCloses(vanishing);
    }

    @Test
    void answersRequestsThatWereSentAtOnceInOrder() throws Exception {
        try (Socket socket = new Socket("localhost", server.plainPort())) {
            OutputStream out = socket.getOutputStream();
            out.write((rawRequest(PUP, "Range: bytes=0-99999\r\n") + rawRequest(PUP, "Range: bytes=-3\r\n"))
                    .getBytes(US_ASCII));
            InputStream in = socket.getInputStream();

            assertThat(rawHead(in)).startsWith("HTTP/1.1 206");
            assertThat(in.readNBytes(100_000)).isEqualTo(Arrays.copyOf(bytes, 100_000));
            assertThat(rawHead(in)).startsWith("HTTP/1.1 206");
            assertThat(in.readNBytes(3)).isEqualTo(Arrays.copyOfRange(bytes, bytes.length - 3, bytes.length));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void holdsTwoFilesOpenForAClientThatDoesNotRead() throws Exception {
        try (Socket socket = new Socket("localhost", server.plainPort())) {
            socket.getOutputStream().write(rawRequest(HUGE, "").getBytes(US_ASCII));
            InputStream in = socket.getInputStream();
            rawHead(in);

            assertThat(in.readNBytes(1 << 20)).hasSize(1 << 20);

            assertThat(openFiles()).isBetween(1L, 2L);
        }
        assertLeaseCloses(huge);
        assertThat(openFiles()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    @EnabledOnOs(OS.LINUX)
    void letsEverythingGoWhenTheClientLeaves(Wire wire) throws Exception {
        try (var client = server.client(wire)) {
            var response = client.send(request(wire, HUGE), BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                assertThat(body.readNBytes(100_000)).hasSize(100_000);
            }
        }

        assertLeaseCloses(huge);
    }

    private Found find(String owner, String name, String revision, String path, URI server) {
        if (!name.equals("Pup")) {
            return new Found.Absent(Missing.REPOSITORY, "There is no " + owner + "/" + name);
        }
        if (!revision.equals("main") && !revision.equals(COMMIT)) {
            return new Found.Absent(Missing.REVISION, "There is no revision " + revision);
        }
        return switch (path) {
            case "Pup-Q4_K_M.gguf" -> served(pup, path);
            case "Lost.gguf" -> served(LOST_FILE, path);
            case "Huge.gguf" -> served(huge, path);
            case "Cut.gguf" -> served(cut, path);
            case "Vanishing.gguf" -> served(vanishing, path);
            case "Pup-Q2_K.gguf" -> new Found.Gone("Pup-Q2_K.gguf was deleted");
            default -> new Found.Absent(Missing.ENTRY, "There is no " + path);
        };
    }

    private static Found served(VirtualFile file, String path) {
        return new Found.File(new ServedFile(file, path, "application/octet-stream", Map.of("X-Repo-Commit", COMMIT)));
    }

    private Optional<DownloadLedger.Lease> open(VirtualFile file) {
        return file == LOST_FILE
                ? Optional.empty()
                : Optional.of(() -> closedLeases.add(file.sha256().hex()));
    }

    /// Those of a test before this one may close late.
    private void assertLeaseCloses(VirtualFile file) throws InterruptedException {
        String wanted = file.sha256().hex();
        String closed = closedLeases.poll(1, TimeUnit.MINUTES);
        while (closed != null && !closed.equals(wanted)) {
            closed = closedLeases.poll(1, TimeUnit.MINUTES);
        }
        assertThat(closed).isEqualTo(wanted);
    }

    /// The three million bytes in a header, and files of very different sizes with paddings between them.
    private VirtualFile laidOut(Random random) throws IOException {
        VirtualFile.Builder builder = VirtualFile.builder().inline(Arrays.copyOf(bytes, 5_000));
        int position = 5_000;
        for (int i = 0; position < bytes.length; i++) {
            int length = Math.min(bytes.length - position, 1 + random.nextInt(1 << random.nextInt(1, 18)));
            byte[] part = Arrays.copyOfRange(bytes, position, position + length);
            if (i % 3 == 2) {
                builder.inline(part);
            } else {
                builder.file(Files.write(directory.resolve("part-" + i), part), 0, length);
            }
            position += length;
        }
        return builder.build(Sha256.of(bytes));
    }

    private VirtualFile hugeFile() throws IOException {
        VirtualFile.Builder builder = VirtualFile.builder();
        for (int i = 0; i < 32; i++) {
            builder.file(hole("huge-" + i, HUGE_PART), 0, HUGE_PART);
        }
        return builder.build(Sha256.of("huge".getBytes(US_ASCII)));
    }

    private VirtualFile cutFile() throws IOException {
        return VirtualFile.builder()
                .inline(new byte[1000])
                .file(hole("whole", 1_000_000), 0, 1_000_000)
                .file(hole("cut", 999_999), 0, 1_000_000)
                .build(Sha256.of("cut".getBytes(US_ASCII)));
    }

    private Path hole(String name, long length) throws IOException {
        Path path = directory.resolve(name);
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(length);
        }
        return path;
    }

    private long openFiles() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.filter(this::isOneOfOurs).count();
        }
    }

    private boolean isOneOfOurs(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).startsWith(directory.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    private HttpResponse<byte[]> get(Wire wire, String path, String... headers) throws Exception {
        return send(wire, request(wire, path, headers));
    }

    private HttpRequest request(Wire wire, String path, String... headers) {
        URI uri = server.uri(wire, path);
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri);
        return headers.length == 0 ? builder.build() : builder.headers(headers).build();
    }

    private HttpResponse<byte[]> send(Wire wire, HttpRequest request) throws Exception {
        try (var client = server.client(wire)) {
            return client.send(request, BodyHandlers.ofByteArray());
        }
    }

    private static Optional<String> header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name);
    }

    private static String rawRequest(String path, String headers) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
    }

    private static String rawHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        return head.toString();
    }
}
