package dev.kennel;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.kennel.web.Format;

/// Lets a running server do something as a job, waits until it is over, and prints what was found.
final class RemoteCommand {

    private static final int SAME = 0;
    private static final int DIFFERENT = 1;
    /// Also when the command itself is wrong.
    static final int NOT_KNOWN = 2;

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Set<String> OVER = Set.of("DONE", "FAILED", "CANCELLED");

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final ObjectMapper json = new ObjectMapper();
    private final URI server;
    private final Optional<String> token;

    /// @param token that the server wants to see, if it wants any
    RemoteCommand(URI server, Optional<String> token) {
        this.server = server;
        this.token = token;
    }

    /// An answer that is a problem.
    private static final class Refused extends Exception {

        Refused(String message) {
            super(message);
        }
    }

    /// @return the exit status: 0 when the derivation holds, 1 when something differs, 2 when that is not known
    int run(Command.Remote command, PrintStream out) {
        try {
            long job = send("POST", address(command)).get("id").asLong();
            out.println("Job " + job + ": " + server.resolve("/jobs/" + job));
            return tell(awaited(job), out);
        } catch (Refused e) {
            out.println(e.getMessage());
        } catch (JsonProcessingException e) {
            out.println("What answers at " + server + " is no Kennel. Name its address with KENNEL_SERVER.");
        } catch (IOException e) {
            out.println("The server " + server + " does not answer (" + e + "). Start it with ./kennel serve, or name"
                    + " another with KENNEL_SERVER.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return NOT_KNOWN;
    }

    private static String address(Command.Remote command) {
        String quant = Format.urlPath(command.quant());
        int name = quant.lastIndexOf('/');
        return "/api/v1/models/" + quant.substring(0, name) + "/quants" + quant.substring(name) + "/" + command.task()
                + query(command);
    }

    private static String query(Command.Remote command) {
        return command.parameters().isEmpty()
                ? ""
                : command.parameters().entrySet().stream()
                        .map(parameter -> parameter.getKey() + "=" + Format.urlPart(parameter.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    /// The job needs nobody who waits for it.
    private JsonNode awaited(long job) throws InterruptedException, Refused {
        try {
            return ended(job);
        } catch (IOException e) {
            String why = e instanceof JsonProcessingException ? "what answers is no Kennel" : e.toString();
            throw new Refused(
                    "The server %s does not answer any more (%s). The job goes on by itself once it runs again:"
                                    .formatted(server, why)
                            + " its page says what it found.");
        }
    }

    private JsonNode ended(long job) throws IOException, InterruptedException, Refused {
        JsonNode view = send("GET", "/api/v1/jobs/" + job);
        while (!OVER.contains(view.get("state").asText())) {
            Thread.sleep(LOOK_EVERY);
            view = send("GET", "/api/v1/jobs/" + job);
        }
        return view;
    }

    private static int tell(JsonNode job, PrintStream out) {
        if (!job.get("state").asText().equals("DONE")) {
            out.println(job.path("failure").asText("The job was cancelled."));
            return NOT_KNOWN;
        }
        JsonNode result = job.path("detail").path("result");
        if (!result.isObject()) {
            out.println("The job found nothing out.");
            return NOT_KNOWN;
        }
        out.println(result.get("verdict").asText());
        result.get("differences")
                .forEach(part -> out.println("  " + part.get("part").asText() + " "
                        + part.get("words").asText()));
        out.println(job.path("detail").path("encodedOn").asText());
        return result.get("same").asBoolean() ? SAME : DIFFERENT;
    }

    private JsonNode send(String method, String path) throws IOException, InterruptedException, Refused {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(PATIENCE)
                .header("Accept", "application/json")
                .method(method, BodyPublishers.noBody());
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
        JsonNode body = json.readTree(answer.body());
        if (answer.statusCode() >= 400) {
            throw new Refused(refusal(body, answer.statusCode()));
        }
        return body;
    }

    /// All that a problem says, in one line.
    private static String refusal(JsonNode problem, int status) {
        var words = new ArrayList<String>();
        words.add(problem.path("title").asText("Status " + status) + ".");
        words.add(problem.path("detail").asText());
        problem.path("errors").forEach(error -> words.add(error.path("message").asText()));
        words.add(problem.path("next").asText());
        words.removeIf(String::isEmpty);
        return String.join(" ", words);
    }
}
