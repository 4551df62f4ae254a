package dev.kennel.catalog;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;

/// Takes a quant out of the catalog. Its file leaves the newest revision and is gone from the older ones; the blobs
/// that only it used are collected afterwards.
@ApplicationScoped
class QuantDeletion {

    private static final String SHARED = " and exists (select 1 from artifact_tensor o join quant q"
            + " on q.artifact_id = o.artifact_id where o.blob_sha256 = t.blob_sha256 and q.id <> :quant)";

    private final Quants quants;
    private final Revisions revisions;
    private final EntityManager entities;

    QuantDeletion(Quants quants, Revisions revisions, EntityManager entities) {
        this.quants = quants;
        this.revisions = revisions;
        this.entities = entities;
    }

    /// What deleting would do.
    ///
    /// @param freedBytes of tensors that no other quant has; blobs of the store only
    /// @param sharedBytes of tensors that stay because another quant has them
    record Outcome(long freedBytes, long sharedBytes) {}

    Outcome outcome(Quant quant) {
        long all = bytes("", quant);
        long shared = bytes(SHARED, quant);
        return new Outcome(all - shared, shared);
    }

    /// A quant that is not there any more is no error: two people may delete the same one.
    @Transactional
    void delete(long id) {
        Quant quant = quants.findById(id, LockModeType.PESSIMISTIC_WRITE);
        if (quant == null) {
            return;
        }
        List<Long> artifacts = artifactsEver(quant);
        quants.delete(quant);
        revisions.remove(quant.repository, "Delete " + quant.filename, List.of(quant.filename));
        forget(quant);
        artifacts.stream()
                .map(artifact -> entities.find(Artifact.class, artifact))
                .filter(artifact -> !quants.uses(artifact))
                .forEach(entities::remove);
    }

    /// Those that this quant's file had in any revision: made again, it got another one.
    private List<Long> artifactsEver(Quant quant) {
        return entities.createQuery("""
                        select distinct artifactId from RepositoryFile
                        where repositoryId = ?1 and path = ?2 and artifactId is not null
                        """, Long.class)
                .setParameter(1, quant.repository.id)
                .setParameter(2, quant.filename)
                .getResultList();
    }

    private void forget(Quant quant) {
        entities.createQuery("update RepositoryFile set artifactId = null where repositoryId = ?1 and path = ?2")
                .setParameter(1, quant.repository.id)
                .setParameter(2, quant.filename)
                .executeUpdate();
    }

    private long bytes(String condition, Quant quant) {
        var query = entities.createNativeQuery("select coalesce(sum(t.bytes), 0) from artifact_tensor t"
                        + " where t.artifact_id = :artifact and t.blob_sha256 is not null" + condition)
                .setParameter("artifact", quant.artifact.id);
        if (!condition.isEmpty()) {
            query.setParameter("quant", quant.id);
        }
        return ((Number) query.getSingleResult()).longValue();
    }
}
