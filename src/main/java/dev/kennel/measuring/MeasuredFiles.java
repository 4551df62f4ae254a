package dev.kennel.measuring;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import dev.kennel.catalog.Model;
import dev.kennel.catalog.Quant;
import dev.kennel.measurements.Measurement;

/// Finds what the catalog calls a file that was measured.
@ApplicationScoped
class MeasuredFiles {

    private final EntityManager entities;

    MeasuredFiles(EntityManager entities) {
        this.entities = entities;
    }

    /// A name of a file.
    ///
    /// @param words for people
    /// @param page its address
    record Named(String words, String page) {}

    /// All names of the file, none when it is no longer here.
    List<Named> withDigest(String sha256) {
        List<Quant> quants = entities.createQuery(
                        "from Quant q join fetch q.repository where q.artifact.sha256 = ?1 order by q.id", Quant.class)
                .setParameter(1, sha256)
                .getResultList();
        if (!quants.isEmpty()) {
            return quants.stream().map(MeasuredFiles::named).toList();
        }
        return entities.createQuery("from Model m join fetch m.repository where m.sourceSha256 = ?1", Model.class)
                .setParameter(1, sha256)
                .getResultStream()
                .map(model -> new Named(model.repository.path() + ", the base", "/" + model.repository.path()))
                .toList();
    }

    /// Whether a file was measured on the text that its importance matrix was computed from, which flatters it.
    boolean calibratedOnTheText(Measurement measurement) {
        return measurement.textSha256 != null
                && entities.createQuery(
                                        "select count(*) from Quant q, Companion c where q.artifact.sha256 = ?1"
                                                + " and c.modelId = q.model.id and c.sha256 = q.imatrixSha256"
                                                + " and c.textSha256 = ?2",
                                        Long.class)
                                .setParameter(1, measurement.fileSha256)
                                .setParameter(2, measurement.textSha256)
                                .getSingleResult()
                        > 0;
    }

    private static Named named(Quant quant) {
        String repository = quant.repository.path();
        return new Named(repository + " " + quant.name, "/" + repository + "/quants/" + quant.name);
    }
}
