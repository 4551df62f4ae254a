package dev.kennel.measuring;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.runtime.StartupEvent;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import dev.kennel.measure.EvaluationText;
import dev.kennel.measuring.TextDesk.Description;
import dev.kennel.web.ProblemException;

/// Brings the texts that come with Kennel into the store when the server starts.
@ApplicationScoped
class ShippedTexts {

    private static final Logger LOG = Logger.getLogger(ShippedTexts.class);
    private static final String LIST = "texts.yaml";

    /// An entry of the list.
    ///
    /// @param file beside it
    record Entry(String file, String name, EvaluationText.Kind kind, String licence, String origin) {

        Description description() {
            return new Description(name, kind, Optional.ofNullable(licence), Optional.ofNullable(origin));
        }
    }

    private final Path directory;
    private final TextDesk desk;

    ShippedTexts(
            @ConfigProperty(name = "kennel.texts.directory", defaultValue = "src/main/texts") Path directory,
            TextDesk desk) {
        this.directory = directory;
        this.desk = desk;
    }

    void start(@Observes StartupEvent event) {
        try {
            List<Entry> entries =
                    new YAMLMapper().readValue(directory.resolve(LIST).toFile(), new TypeReference<>() {});
            for (Entry entry : entries) {
                try (InputStream content = Files.newInputStream(directory.resolve(entry.file()))) {
                    desk.add(entry.description(), content, true);
                }
            }
        } catch (IOException | ProblemException e) {
            LOG.errorf(
                    "The texts in %s were not taken over (%s). Set kennel.texts.directory to where they are.",
                    directory.toAbsolutePath(), e.getMessage());
        }
    }
}
