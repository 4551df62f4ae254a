package dev.kennel.measuring;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;

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

    /// A file with the text that its importance matrix was computed from, by their digests.
    private record Calibrated(String file, String text) {}

    /// Those that were made on the text that the file's importance matrix was computed from, which flatters it.
    Set<Measurement> onCalibrationText(Collection<Measurement> measurements) {
        Set<String> files =
                measurements.stream().map(measurement -> measurement.fileSha256).collect(Collectors.toSet());
        Set<Calibrated> calibrated = entities.createQuery("""
                        select q.artifact.sha256, c.textSha256 from Quant q, Companion c
                        where q.artifact.sha256 in ?1 and c.modelId = q.model.id and c.sha256 = q.imatrixSha256
                        and c.textSha256 is not null
                        """, Tuple.class)
                .setParameter(1, files)
                .getResultStream()
                .map(row -> new Calibrated(row.get(0, String.class), row.get(1, String.class)))
                .collect(Collectors.toSet());
        return measurements.stream()
                .filter(measurement ->
                        calibrated.contains(new Calibrated(measurement.fileSha256, measurement.textSha256)))
                .collect(Collectors.toSet());
    }

    /// Whether this one was.
    boolean calibratedOnTheText(Measurement measurement) {
        return !onCalibrationText(List.of(measurement)).isEmpty();
    }

    private static Named named(Quant quant) {
        String repository = quant.repository.path();
        return new Named(repository + " " + quant.name, "/" + repository + "/quants/" + quant.name);
    }
}
