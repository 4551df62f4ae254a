package dev.kennel.sweeps;

import java.time.Clock;
import java.util.Collection;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import dev.kennel.quantize.UnitStaged;
import dev.kennel.store.StoredUnit;

/// The rows of sweeps: what is to be made, and what has been.
@ApplicationScoped
class Sweeps {

    private final EntityManager entities;
    private final Clock clock;

    Sweeps(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    void persist(Object row) {
        entities.persist(row);
    }

    List<SweepQuant> quants(long jobId) {
        return entities.createQuery("from SweepQuant where key.jobId = ?1 order by key.ordinal", SweepQuant.class)
                .setParameter(1, jobId)
                .getResultList();
    }

    SweepQuant quant(long jobId, int ordinal) {
        return entities.find(SweepQuant.class, new SweepQuant.Key(jobId, ordinal));
    }

    List<SweepTensor> tensors(long jobId, int quantOrdinal) {
        return entities.createQuery(
                        "from SweepTensor where key.jobId = ?1 and key.quantOrdinal = ?2 order by key.ordinal",
                        SweepTensor.class)
                .setParameter(1, jobId)
                .setParameter(2, quantOrdinal)
                .getResultList();
    }

    List<SweepUnit> units(long jobId) {
        return entities.createQuery("from SweepUnit where key.jobId = ?1 order by tensorOrdinal, type", SweepUnit.class)
                .setParameter(1, jobId)
                .getResultList();
    }

    /// Units of the source tensors `from` to `to` that are still to be made.
    List<SweepUnit> missing(long jobId, SweepShare share) {
        return entities.createQuery("""
                        from SweepUnit
                        where key.jobId = ?1 and tensorOrdinal between ?2 and ?3 and blobSha256 is null
                        order by tensorOrdinal, type
                        """, SweepUnit.class)
                .setParameter(1, jobId)
                .setParameter(2, share.from())
                .setParameter(3, share.to() - 1)
                .getResultList();
    }

    /// Notes units that were found in the store.
    void reused(long jobId, Collection<StoredUnit> units) {
        for (StoredUnit unit : units) {
            SweepUnit row = entities.find(SweepUnit.class, new SweepUnit.Key(jobId, unit.key()));
            row.blobSha256 = unit.blob().hex();
            row.reused = true;
            row.encoder = unit.encoder();
            row.doneAt = clock.instant();
        }
    }

    /// Notes units that this job made.
    void made(long jobId, Collection<UnitStaged> units) {
        for (UnitStaged unit : units) {
            SweepUnit row = entities.find(
                    SweepUnit.class, new SweepUnit.Key(jobId, unit.key().hex()));
            row.blobSha256 = unit.sha256();
            row.encoder = unit.encoder();
            row.nanos = unit.nanos();
            row.doneAt = clock.instant();
        }
    }
}
