package dev.kennel.torture;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.kennel.blob.Sha256;

/// A program that uses a server's API. Each call throws an [IOException] when the server does not answer, which in a
/// torture it often does not, and [Refused] when it says no.
final class Client {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final URI address;
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(20))
            .build();

    Client(URI address) {
        this.address = address;
    }

    /// A file of a repository, as its newest revision lists it.
    record ListedFile(String path, long size, String sha256) {}

    /// A line of a job's log.
    record LogLine(Instant at, String text) {

        @Override
        public String toString() {
            return at + " " + text;
        }
    }

    /// @param offset bytes that have arrived
    record Arrived(long offset, boolean complete, Optional<String> sha256) {}

    /// The server said no.
    static final class Refused extends RuntimeException {

        private final int status;

        Refused(int status, String what) {
            super(what);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    boolean answers() throws InterruptedException {
        try {
            get("/api/v1/jobs?limit=1");
            return true;
        } catch (IOException | Refused e) {
            return false;
        }
    }

    /// @return the job's id
    long importModel(String repository, String path) throws IOException, InterruptedException {
        return submit("/api/v1/imports", Map.of("repository", repository, "path", path));
    }

    /// @return the job's id
    long importUpload(String repository, String upload) throws IOException, InterruptedException {
        return submit("/api/v1/imports", Map.of("repository", repository, "uploads", List.of(upload)));
    }

    void plan(String repository, List<String> recipes) throws IOException, InterruptedException {
        get("/api/v1/models/" + repository + "/plan?recipe=" + String.join("&recipe=", recipes));
    }

    /// @return the job's id
    long sweep(String repository, List<String> recipes) throws IOException, InterruptedException {
        return submit("/api/v1/models/" + repository + "/sweeps", Map.of("recipes", recipes));
    }

    /// Sends a part of a file.
    ///
    /// @param total bytes of the whole file
    Arrived send(String filename, byte[] part, long from, long total) throws IOException, InterruptedException {
        HttpRequest request = request("/api/v1/uploads/" + filename)
                .header("Content-Range", "bytes " + from + "-" + (from + part.length - 1) + "/" + total)
                .PUT(BodyPublishers.ofByteArray(part))
                .build();
        return arrived(json.readTree(answer(request)));
    }

    /// Empty when the server knows no such upload.
    Optional<Arrived> upload(String filename) throws IOException, InterruptedException {
        return found("/api/v1/uploads/" + filename).map(Client::arrived);
    }

    Optional<JobReport> job(long id) throws IOException, InterruptedException {
        return found("/api/v1/jobs/" + id).map(JobReport::of);
    }

    /// The newest jobs about a repository, without details.
    List<JobReport> jobsAbout(String subject) throws IOException, InterruptedException {
        return stream(get("/api/v1/jobs?limit=200").path("items"))
                .map(JobReport::of)
                .filter(job -> job.subject().equals(subject))
                .toList();
    }

    /// All that a job has said.
    List<LogLine> log(long job) throws IOException, InterruptedException {
        String address = "/api/v1/jobs/" + job + "/log?limit=500";
        var lines = new ArrayList<LogLine>();
        JsonNode page = get(address);
        addLines(page, lines);
        while (page.hasNonNull("next")) {
            page = get(address + "&cursor=" + page.path("next").asText());
            addLines(page, lines);
        }
        return lines;
    }

    private static void addLines(JsonNode page, List<LogLine> lines) {
        stream(page.path("items"))
                .map(line -> new LogLine(
                        Instant.parse(line.path("at").asText()),
                        line.path("line").asText()))
                .forEach(lines::add);
    }

    void cancel(long job) throws IOException, InterruptedException {
        post("/api/v1/jobs/" + job + "/cancel", BodyPublishers.noBody());
    }

    void retry(long job) throws IOException, InterruptedException {
        post("/api/v1/jobs/" + job + "/retry", BodyPublishers.noBody());
    }

    void discard(long job) throws IOException, InterruptedException {
        answer(request("/api/v1/jobs/" + job).DELETE().build());
    }

    /// The stored files of a repository; empty when there is no such repository.
    Optional<List<ListedFile>> files(String repository) throws IOException, InterruptedException {
        return found("/api/models/" + repository + "/tree/main").map(files -> stream(files)
                .filter(file -> file.has("lfs"))
                .map(file -> new ListedFile(
                        file.path("path").asText(),
                        file.path("size").asLong(),
                        file.path("lfs").path("oid").asText()))
                .toList());
    }

    /// The digests of the stored texts.
    Set<String> texts() throws IOException, InterruptedException {
        return stream(get("/api/v1/texts?limit=500").path("items"))
                .map(text -> text.path("sha256").asText())
                .collect(Collectors.toSet());
    }

    void deleteQuant(String repository, String quant) throws IOException, InterruptedException {
        post("/" + repository + "/quants/" + quant + "/delete", BodyPublishers.noBody());
    }

    /// Downloads a whole file.
    ///
    /// @return what arrived
    ListedFile download(String repository, String path) throws IOException, InterruptedException {
        HttpRequest request =
                request("/" + repository + "/resolve/main/" + path).build();
        HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
        MessageDigest digest = Sha256.newDigest();
        try (var body = new DigestInputStream(response.body(), digest)) {
            long bytes = body.transferTo(OutputStream.nullOutputStream());
            if (response.statusCode() != 200) {
                throw new Refused(response.statusCode(), path + " of " + repository + ": " + response.statusCode());
            }
            return new ListedFile(path, bytes, Sha256.ofRaw(digest.digest()).hex());
        }
    }

    private long submit(String path, Map<String, Object> body) throws IOException, InterruptedException {
        return json.readTree(post(path, BodyPublishers.ofByteArray(json.writeValueAsBytes(body))))
                .path("id")
                .asLong();
    }

    private String post(String path, HttpRequest.BodyPublisher body) throws IOException, InterruptedException {
        return answer(request(path)
                .header("Content-Type", "application/json")
                .POST(body)
                .build());
    }

    private Optional<JsonNode> found(String path) throws IOException, InterruptedException {
        try {
            return Optional.of(get(path));
        } catch (Refused e) {
            if (e.status() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return json.readTree(answer(request(path).build()));
    }

    private String answer(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() >= 400) {
            throw new Refused(
                    response.statusCode(),
                    request.method() + " " + request.uri().getPath() + ": " + response.statusCode() + " "
                            + response.body());
        }
        return response.body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE);
    }

    private static Arrived arrived(JsonNode upload) {
        return new Arrived(
                upload.path("offset").asLong(),
                upload.path("complete").asBoolean(),
                Optional.ofNullable(upload.path("sha256").textValue()));
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
