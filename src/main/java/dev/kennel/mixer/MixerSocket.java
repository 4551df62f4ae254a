package dev.kennel.mixer;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.jboss.logging.Logger;

import dev.kennel.web.Problem;
import dev.kennel.web.ProblemException;

/// Talking to files with words as they come. A connection has one question at a time; asking another one stops the
/// one before, and so does closing it.
@WebSocket(path = "/api/v1/mixer")
public class MixerSocket {

    private static final Logger LOG = Logger.getLogger(MixerSocket.class);

    /// Whoever hears more slowly does not keep others waiting for a seat.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final MixTargets targets;
    private final Mixer mixer;
    private final ObjectMapper json;

    /// The question of each connection.
    private final Map<String, Mix> asked = new ConcurrentHashMap<>();

    MixerSocket(MixTargets targets, Mixer mixer, ObjectMapper json) {
        this.targets = targets;
        this.mixer = mixer;
        this.json = json;
    }

    /// What a client says.
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "do")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Wish.Ask.class, name = "ask"),
        @JsonSubTypes.Type(value = Wish.Turn.class, name = "turn"),
        @JsonSubTypes.Type(value = Wish.Stop.class, name = "stop")
    })
    sealed interface Wish {

        /// @param model `owner/name`
        /// @param number that the client gives the question, and hears with all that is said of it
        record Ask(String model, MixRequest request, long number) implements Wish {}

        /// @param settings of the sliders from now on, by feature
        record Turn(Map<String, Double> settings) implements Wish {}

        record Stop() implements Wish {}
    }

    /// What cannot be done.
    ///
    /// @param event `refused`
    record Refused(String event, Problem problem) {

        static Refused of(Problem problem) {
            return new Refused("refused", problem);
        }
    }

    @OnTextMessage
    @RunOnVirtualThread
    void hear(String message, WebSocketConnection connection) {
        try {
            switch (json.readValue(message, Wish.class)) {
                case null -> refuse(connection, unreadable("It is null."));
                case Wish.Ask ask -> ask(ask, connection);
                case Wish.Turn(var settings) -> turn(settings == null ? Map.of() : settings, connection);
                case Wish.Stop() -> stop(connection);
            }
        } catch (JsonProcessingException e) {
            refuse(connection, unreadable(reason(e)));
        } catch (ProblemException e) {
            refuse(connection, e.problem());
        } catch (RuntimeException e) {
            LOG.error("A message of the mixer could not be served", e);
            refuse(
                    connection,
                    Problem.of(500, "Something unexpected happened").next("The server's log has the cause."));
        }
    }

    /// Jackson tells of its classes where a word is unknown.
    private static String reason(JsonProcessingException e) {
        return e instanceof InvalidTypeIdException unknown
                ? "'" + unknown.getTypeId() + "' is nothing that can be done."
                : e.getOriginalMessage();
    }

    private static Problem unreadable(String reason) {
        return Problem.badRequest("This message cannot be read")
                .because(reason)
                .next("Send a JSON object with 'do': ask, turn or stop.");
    }

    @OnClose
    @RunOnVirtualThread
    void close(WebSocketConnection connection) {
        stop(connection);
        asked.remove(connection.id());
    }

    private void ask(Wish.Ask ask, WebSocketConnection connection) {
        stop(connection);
        if (ask.request() == null) {
            throw Problem.badRequest("What is asked is not said")
                    .next("Send 'request' with 'question'.")
                    .exception();
        }
        MixTarget target =
                targets.of(ask.model(), ask.request().quant(), ask.request().device());
        asked.put(
                connection.id(),
                mixer.ask(target, ask.request(), (mix, event) -> tell(connection, mix, ask.number(), event)));
        if (connection.isClosed()) {
            close(connection);
        }
    }

    private void turn(Map<String, Double> settings, WebSocketConnection connection) {
        Mix mix = asked.get(connection.id());
        if (mix != null) {
            mix.turn(MixOrder.settings(settings, mix.target().sliders()));
        }
    }

    private void stop(WebSocketConnection connection) {
        Optional.ofNullable(asked.get(connection.id())).ifPresent(mixer::stop);
    }

    private void refuse(WebSocketConnection connection, Problem problem) {
        send(connection, Refused.of(problem));
    }

    /// Whoever does not hear any more is not answered any more.
    private void tell(WebSocketConnection connection, Mix mix, long number, MixEvent event) {
        ObjectNode message = json.valueToTree(event);
        if (!send(connection, message.put("mix", mix.id()).put("number", number))) {
            mixer.stop(mix);
        }
    }

    private boolean send(WebSocketConnection connection, Object message) {
        try {
            connection.sendText(json.writeValueAsString(message)).await().atMost(PATIENCE);
            return true;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A message cannot be written: " + message, e);
        } catch (RuntimeException e) {
            LOG.debugf(e, "Connection %s does not hear", connection.id());
            return false;
        }
    }
}
