package dev.kennel.sweeps;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import dev.kennel.blob.Sha256;
import dev.kennel.quantize.UnitStaged;
import dev.kennel.store.StoredUnit;

/// The rows of sweeps: what is to be made, and what has been. There may be thousands of units, so they are noted many
/// at a time.
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

    /// The tensors of a quant with their units, in file order.
    List<QuantTensor> tensors(long jobId, int quantOrdinal) {
        return entities.createQuery("""
                        select t.tensorName, u from SweepTensor t
                            join SweepUnit u on u.key.jobId = t.key.jobId and u.key.unitKey = t.unitKey
                        where t.key.jobId = ?1 and t.key.quantOrdinal = ?2 order by t.key.ordinal
                        """, Object[].class)
                .setParameter(1, jobId)
                .setParameter(2, quantOrdinal)
                .getResultStream()
                .map(row -> new QuantTensor((String) row[0], (SweepUnit) row[1]))
                .toList();
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
        entities.createNativeQuery("""
                        update sweep_unit u
                        set blob_sha256 = found.blob, reused = true, encoder = found.encoder, done_at = :now
                        from unnest(cast(:keys as text[]), cast(:blobs as text[]), cast(:encoders as text[]))
                            as found (key, blob, encoder)
                        where u.job_id = :job and u.unit_key = found.key
                        """)
                .setParameter("now", clock.instant())
                .setParameter("job", jobId)
                .setParameter("keys", texts(units, StoredUnit::key))
                .setParameter("blobs", texts(units, unit -> unit.blob().hex()))
                .setParameter("encoders", texts(units, StoredUnit::encoder))
                .executeUpdate();
    }

    /// Notes units that this job made.
    void made(long jobId, Collection<UnitStaged> units) {
        entities.createNativeQuery("""
                        update sweep_unit u
                        set blob_sha256 = made.blob, encoder = made.encoder, nanos = made.nanos, done_at = :now
                        from unnest(cast(:keys as text[]), cast(:blobs as text[]), cast(:encoders as text[]),
                            cast(:nanos as bigint[])) as made (key, blob, encoder, nanos)
                        where u.job_id = :job and u.unit_key = made.key
                        """)
                .setParameter("now", clock.instant())
                .setParameter("job", jobId)
                .setParameter("keys", texts(units, unit -> unit.key().hex()))
                .setParameter("blobs", texts(units, UnitStaged::sha256))
                .setParameter("encoders", texts(units, UnitStaged::encoder))
                .setParameter("nanos", units.stream().map(UnitStaged::nanos).toArray(Long[]::new))
                .executeUpdate();
    }

    /// The blobs of all units that are done.
    List<Sha256> blobs(long jobId) {
        return entities.createQuery(
                        "select distinct blobSha256 from SweepUnit where key.jobId = ?1 and blobSha256 is not null",
                        String.class)
                .setParameter(1, jobId)
                .getResultStream()
                .map(Sha256::new)
                .toList();
    }

    /// Notes that units are to be made again.
    ///
    /// @return the ordinals of their source tensors
    @SuppressWarnings("unchecked")
    Set<Integer> forget(long jobId, Collection<Sha256> lost) {
        return Set.copyOf(entities.createNativeQuery("""
                        with forgotten as (
                            update sweep_unit
                            set blob_sha256 = null, reused = false, encoder = null, nanos = null, done_at = null
                            where job_id = :job and blob_sha256 = any (cast(:lost as text[]))
                            returning tensor_ordinal)
                        select distinct tensor_ordinal from forgotten
                        """, Integer.class)
                .setParameter("job", jobId)
                .setParameter("lost", texts(lost, Sha256::hex))
                .getResultList());
    }

    private static <T> String[] texts(Collection<T> items, Function<T, String> text) {
        return items.stream().map(text).toArray(String[]::new);
    }
}
