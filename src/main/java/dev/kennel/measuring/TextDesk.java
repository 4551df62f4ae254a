package dev.kennel.measuring;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.blob.Staged;
import dev.kennel.measure.EvaluationText;
import dev.kennel.measurements.StoredText;
import dev.kennel.measurements.StoredTexts;
import dev.kennel.store.BlobStore;
import dev.kennel.web.Problem;

/// Takes texts in, after a look at what they say.
@ApplicationScoped
class TextDesk {

    /// What a person says of a text.
    ///
    /// @param licence an SPDX expression, or what its source says
    /// @param origin where it comes from
    record Description(String name, EvaluationText.Kind kind, Optional<String> licence, Optional<String> origin) {}

    private final StoredTexts texts;
    private final BlobStore store;
    private final MeasureConfig config;
    private final ObjectMapper json;
    private final Clock clock;

    TextDesk(StoredTexts texts, BlobStore store, MeasureConfig config, ObjectMapper json, Clock clock) {
        this.texts = texts;
        this.store = store;
        this.config = config;
        this.json = json;
        this.clock = clock;
    }

    /// Adds a text. The same bytes under the same name change nothing.
    ///
    /// @throws dev.kennel.web.ProblemException when it is no such text, is too large, or the name is taken
    StoredText add(Description description, InputStream content, boolean shipped) throws IOException {
        StoredName.fault(description.name()).ifPresent(fault -> {
            throw refused("name", fault);
        });
        Staged staged = stage(content);
        try {
            check(staged.path(), description.kind());
            return IncomingFile.enter(store, staged, () -> row(description, staged, shipped));
        } finally {
            Files.deleteIfExists(staged.path());
        }
    }

    private Staged stage(InputStream content) throws IOException {
        long most = config.text().asLongValue();
        try {
            return IncomingFile.stage(store.files(), content, most);
        } catch (IncomingFile.TooLarge e) {
            throw refused("text", "It is larger than the %,d bytes that kennel.measure.text allows.".formatted(most));
        }
    }

    private void check(Path file, EvaluationText.Kind kind) throws IOException {
        try (var reader = new BufferedReader(
                new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8.newDecoder()))) {
            int number = 0;
            boolean anything = false;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (!line.isBlank()) {
                    anything = true;
                    if (kind == EvaluationText.Kind.CHAT) {
                        checkChat(number, line);
                    }
                }
            }
            if (!anything) {
                throw refused("text", "It is empty.");
            }
        } catch (CharacterCodingException e) {
            throw refused("text", "It is not UTF-8. Convert it.");
        }
    }

    private void checkChat(int number, String line) {
        JsonNode messages;
        try {
            messages = json.readTree(line).path("messages");
        } catch (JsonProcessingException e) {
            throw refused("text", "Line " + number + " is not JSON: " + e.getOriginalMessage() + ".");
        }
        boolean whole = messages.isArray() && !messages.isEmpty();
        for (JsonNode message : messages) {
            whole &= message.path("role").isTextual() && message.path("content").isTextual();
        }
        if (!whole) {
            throw refused(
                    "text",
                    "Line " + number
                            + " is not of the form {\"messages\": [{\"role\": \"user\", \"content\": \"…\"}, …]}.");
        }
    }

    private StoredText row(Description description, Staged staged, boolean shipped) {
        Optional<StoredText> known = texts.named(description.name());
        if (known.isPresent()) {
            if (!known.get().sha256.equals(staged.sha256().hex())) {
                throw otherText(description.name());
            }
            return known.get();
        }
        refuseNameOfFigures(description, staged);
        refuseOtherKind(description, staged);
        var text = new StoredText();
        text.name = description.name();
        text.kind = description.kind();
        text.sha256 = staged.sha256().hex();
        text.bytes = staged.bytes();
        text.licence = description.licence().orElse(null);
        text.origin = description.origin().orElse(null);
        text.shipped = shipped;
        text.createdAt = clock.instant();
        texts.persist(text);
        return text;
    }

    /// What was measured on a text, or computed from it, names it for good, also after it was deleted.
    private void refuseNameOfFigures(Description description, Staged staged) {
        boolean named = Stream.of("Measurement", "Companion")
                .anyMatch(entity -> texts.getEntityManager()
                                .createQuery(
                                        "select count(*) from " + entity
                                                + " where lower(textName) = lower(?1) and textSha256 <> ?2",
                                        Long.class)
                                .setParameter(1, description.name())
                                .setParameter(2, staged.sha256().hex())
                                .getSingleResult()
                        > 0);
        if (named) {
            throw otherText(description.name());
        }
    }

    private static RuntimeException otherText(String name) {
        return Problem.conflict("There is another text named '" + name + "'")
                .because("Figures or importance matrices name it so.")
                .next("Choose another name.")
                .exception();
    }

    /// Figures name a text by its digest alone.
    private void refuseOtherKind(Description description, Staged staged) {
        texts.of(staged.sha256().hex())
                .filter(known -> known.kind != description.kind())
                .ifPresent(known -> {
                    throw Problem.conflict("The same bytes are there as '" + known.name + "', of the other kind")
                            .because("Figures on them could not be told apart.")
                            .next("Use that text, or change this one.")
                            .exception();
                });
    }

    /// Deletes a text. Figures and matrices go on naming it, and jobs that read it have its bytes.
    ///
    /// @throws dev.kennel.web.ProblemException when it is not there, comes with Kennel, or logits were imported
    ///     for it
    void delete(String name) {
        QuarkusTransaction.joiningExisting().run(() -> {
            StoredText text = texts.require(name);
            refuseShipped(text);
            refuseImportedLogits(text);
            texts.delete(text);
        });
    }

    private static void refuseShipped(StoredText text) {
        if (text.shipped) {
            throw Problem.conflict("The text '" + text.name + "' comes with Kennel")
                    .because("It would be back when the server is started again.")
                    .exception();
        }
    }

    /// They could be used for nothing any more.
    private void refuseImportedLogits(StoredText text) {
        List<String> logits = texts.getEntityManager()
                .createQuery("select name from ImportedLogits where textSha256 = ?1 order by id", String.class)
                .setParameter(1, text.sha256)
                .getResultList();
        boolean another = texts.count("sha256 = ?1 and id <> ?2", text.sha256, text.id) > 0;
        if (!logits.isEmpty() && !another) {
            throw Problem.conflict("The text '" + text.name + "' is in use")
                    .because("The imported logits " + String.join(", ", logits) + " are of it.")
                    .next("Delete them first.")
                    .exception();
        }
    }

    private static RuntimeException refused(String field, String message) {
        return Problem.unprocessable("This text cannot be taken")
                .field(field, message)
                .exception();
    }
}
