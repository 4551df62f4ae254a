package dev.kennel.features;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import io.quarkus.runtime.StartupEvent;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import dev.kennel.feature.Feature;
import dev.kennel.feature.FeatureBook;
import dev.kennel.yaml.YamlException;

/// Brings the features that come with Kennel into the catalog when the server starts. A faulty directory changes
/// nothing and is shown on the page of features.
@ApplicationScoped
public class ShippedFeatures {

    private static final Logger LOG = Logger.getLogger(ShippedFeatures.class);

    /// Nodes that start together take turns.
    private static final long LOCK = 0x66656174L;

    private final Path directory;
    private final Features features;
    private final EntityManager entities;
    private volatile Optional<String> problem = Optional.empty();

    ShippedFeatures(
            @ConfigProperty(name = "kennel.features.directory", defaultValue = "features") Path directory,
            Features features,
            EntityManager entities) {
        this.directory = directory;
        this.features = features;
        this.entities = entities;
    }

    @Transactional
    void start(@Observes StartupEvent event) {
        try {
            take(directory);
        } catch (YamlException e) {
            report("The features in " + directory + " were not taken over:\n" + e.getMessage());
        } catch (IOException e) {
            report("The features in " + directory.toAbsolutePath() + " cannot be read (" + e
                    + "). Set kennel.features.directory to where they are.");
        }
    }

    /// Takes over the features of a directory as if they came with Kennel.
    @Transactional
    public void take(Path folder) throws YamlException, IOException {
        List<Feature> loaded = FeatureBook.load(folder);
        entities.createNativeQuery("select 1 from (select pg_advisory_xact_lock(:lock)) as turn")
                .setParameter("lock", LOCK)
                .getSingleResult();
        loaded.forEach(features::ship);
    }

    /// Why the directory was not taken over.
    Optional<String> problem() {
        return problem;
    }

    private void report(String message) {
        problem = Optional.of(message);
        LOG.error(message);
    }
}
