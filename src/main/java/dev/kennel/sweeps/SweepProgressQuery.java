package dev.kennel.sweeps;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;

import dev.kennel.gguf.GgmlType;
import dev.kennel.jobs.Job;
import dev.kennel.quantize.AskedDevice;
import dev.kennel.quantize.EncodersUsed;
import dev.kennel.quantize.EncodersUsed.TypeEncoder;
import dev.kennel.store.BlobStore;
import dev.kennel.sweeps.SweepProgress.QuantProgress;
import dev.kennel.sweeps.SweepProgress.TypeProgress;

/// Counts a sweep's rows.
@ApplicationScoped
class SweepProgressQuery {

    private final EntityManager entities;
    private final SweepRateQuery rates;
    private final BlobStore store;
    private final SweepOrders orders;

    SweepProgressQuery(EntityManager entities, SweepRateQuery rates, BlobStore store, SweepOrders orders) {
        this.entities = entities;
        this.rates = rates;
        this.store = store;
        this.orders = orders;
    }

    SweepProgress of(Job job) {
        List<TypeProgress> types = types(job);
        List<QuantProgress> quants = quants(job);
        Tuple bytes = bytes(job);
        String device = orders.order(job).device();
        return new SweepProgress(
                types.stream().mapToInt(TypeProgress::reused).sum(),
                types.stream().mapToInt(TypeProgress::encoded).sum(),
                types.stream().mapToInt(TypeProgress::toGo).sum(),
                (int) quants.stream().filter(QuantProgress::made).count(),
                bytes.get("reused", Number.class).longValue(),
                bytes.get("encoded", Number.class).longValue(),
                bytes.get("to_write", Number.class).longValue(),
                free(),
                rates.of(job),
                quants,
                types,
                device,
                encodedOn(device, types));
    }

    private static String encodedOn(String device, List<TypeProgress> types) {
        String asked = new AskedDevice(device).inShort(used(types, TypeProgress::encoder));
        EncodersUsed earlier = used(types, TypeProgress::earlierEncoder);
        return earlier.isEmpty()
                ? asked
                : asked + " Units from the store were encoded earlier, by " + earlier.names() + ".";
    }

    private static EncodersUsed used(List<TypeProgress> types, Function<TypeProgress, String> encoder) {
        return EncodersUsed.of(types.stream()
                .filter(type -> !encoder.apply(type).isEmpty())
                .map(type -> new TypeEncoder(type.type(), encoder.apply(type))));
    }

    private long free() {
        try {
            return store.files().reserve().available();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Tuple bytes(Job job) {
        return (Tuple) entities.createNativeQuery("""
                        select coalesce(sum(bytes) filter (where blob_sha256 is not null and reused), 0) as reused,
                            coalesce(sum(bytes) filter (where blob_sha256 is not null and not reused), 0) as encoded,
                            coalesce(sum(bytes) filter (where blob_sha256 is null), 0) as to_write
                        from sweep_unit where job_id = ?1
                        """, Tuple.class)
                .setParameter(1, job.id)
                .getSingleResult();
    }

    @SuppressWarnings("unchecked")
    private List<TypeProgress> types(Job job) {
        return ((List<Tuple>) entities.createNativeQuery("""
                        select type,
                            string_agg(distinct encoder, ', ')
                                filter (where encoder <> 'copy' and not reused) as encoder,
                            string_agg(distinct encoder, ', ')
                                filter (where encoder <> 'copy' and reused) as earlier_encoder,
                            count(*) filter (where blob_sha256 is not null and reused) as reused,
                            count(*) filter (where blob_sha256 is not null and not reused) as encoded,
                            count(*) filter (where blob_sha256 is null) as to_go,
                            coalesce(1e3 * sum(elements) filter (where nanos > 0) / sum(nanos) filter (where nanos > 0), 0)
                                as rate
                        from sweep_unit where job_id = ?1
                        group by type order by min(1.0 * bytes / elements) desc, type
                        """, Tuple.class)
                        .setParameter(1, job.id)
                        .getResultList())
                .stream()
                        .map(row -> new TypeProgress(
                                type(row),
                                encoder(row, "encoder"),
                                encoder(row, "earlier_encoder"),
                                number(row, "reused"),
                                number(row, "encoded"),
                                number(row, "to_go"),
                                row.get("rate", Number.class).doubleValue()))
                        .toList();
    }

    private static GgmlType type(Tuple row) {
        return GgmlType.valueOf(row.get("type", String.class));
    }

    /// Each name once; empty without any.
    private static String encoder(Tuple row, String column) {
        return EncodersUsed.of(Stream.ofNullable(row.get(column, String.class))
                        .map(names -> new TypeEncoder(type(row), names)))
                .names();
    }

    @SuppressWarnings("unchecked")
    private List<QuantProgress> quants(Job job) {
        return ((List<Tuple>) entities.createNativeQuery("""
                        with units as (
                            select t.quant_ordinal, count(*) as all_units,
                                count(*) filter (where u.blob_sha256 is not null and u.reused) as reused,
                                count(*) filter (where u.blob_sha256 is not null and not u.reused) as encoded
                            from sweep_tensor t
                                join sweep_unit u on u.job_id = t.job_id and u.unit_key = t.unit_key
                            where t.job_id = ?1
                            group by t.quant_ordinal)
                        select q.recipe_name, q.made, q.predicted_bytes, u.all_units, u.reused, u.encoded,
                            r.owner || '/' || r.name || '/quants/' || k.name as address
                        from sweep_quant q
                            join units u on u.quant_ordinal = q.ordinal
                            left join quant k on k.id = q.quant_id
                            left join repository r on r.id = k.repository_id
                        where q.job_id = ?1
                        order by q.predicted_bytes desc, q.ordinal
                        """, Tuple.class)
                        .setParameter(1, job.id)
                        .getResultList())
                .stream().map(SweepProgressQuery::quant).toList();
    }

    /// Rounded so that the parts never pass the whole.
    private static QuantProgress quant(Tuple row) {
        int units = number(row, "all_units");
        int reused = 100 * number(row, "reused") / units;
        int done = 100 * (number(row, "reused") + number(row, "encoded")) / units;
        return new QuantProgress(
                row.get("recipe_name", String.class),
                reused,
                done - reused,
                row.get("made", Boolean.class),
                row.get("predicted_bytes", Number.class).longValue(),
                row.get("address", String.class));
    }

    private static int number(Tuple row, String column) {
        return row.get(column, Number.class).intValue();
    }
}
