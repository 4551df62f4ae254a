package dev.kennel.sweeps;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;

import dev.kennel.gguf.GgmlType;
import dev.kennel.jobs.Job;
import dev.kennel.sweeps.SweepProgress.QuantProgress;
import dev.kennel.sweeps.SweepProgress.TypeProgress;

/// Counts a sweep's rows.
@ApplicationScoped
class SweepProgressQuery {

    private final EntityManager entities;

    SweepProgressQuery(EntityManager entities) {
        this.entities = entities;
    }

    SweepProgress of(Job job) {
        List<TypeProgress> types = types(job);
        return new SweepProgress(
                types.stream().mapToInt(TypeProgress::reused).sum(),
                types.stream().mapToInt(TypeProgress::encoded).sum(),
                types.stream().mapToInt(TypeProgress::toGo).sum(),
                quants(job),
                types);
    }

    @SuppressWarnings("unchecked")
    private List<TypeProgress> types(Job job) {
        return ((List<Tuple>) entities.createNativeQuery("""
                        select type,
                            coalesce(string_agg(distinct encoder, ', ') filter (where encoder <> 'copy'), '') as encoder,
                            count(*) filter (where blob_sha256 is not null and reused) as reused,
                            count(*) filter (where blob_sha256 is not null and not reused) as encoded,
                            count(*) filter (where blob_sha256 is null) as to_go,
                            coalesce(1e3 * sum(elements) filter (where nanos > 0) / sum(nanos), 0) as rate
                        from sweep_unit where job_id = ?1
                        group by type order by min(1.0 * bytes / elements) desc, type
                        """, Tuple.class)
                        .setParameter(1, job.id)
                        .getResultList())
                .stream()
                        .map(row -> new TypeProgress(
                                GgmlType.valueOf(row.get("type", String.class)),
                                row.get("encoder", String.class),
                                number(row, "reused"),
                                number(row, "encoded"),
                                number(row, "to_go"),
                                row.get("rate", Number.class).doubleValue()))
                        .toList();
    }

    @SuppressWarnings("unchecked")
    private List<QuantProgress> quants(Job job) {
        return ((List<Tuple>) entities.createNativeQuery("""
                        select q.recipe_name, q.made, q.predicted_bytes, count(*) as units,
                            count(*) filter (where u.blob_sha256 is not null and u.reused) as reused,
                            count(*) filter (where u.blob_sha256 is not null and not u.reused) as encoded,
                            max(r.owner || '/' || r.name || '/quants/' || k.name) as address
                        from sweep_quant q
                            join sweep_tensor t on t.job_id = q.job_id and t.quant_ordinal = q.ordinal
                            join sweep_unit u on u.job_id = t.job_id and u.unit_key = t.unit_key
                            left join quant k on k.id = q.quant_id
                            left join repository r on r.id = k.repository_id
                        where q.job_id = ?1
                        group by q.ordinal, q.recipe_name, q.made, q.predicted_bytes
                        order by q.predicted_bytes desc, q.ordinal
                        """, Tuple.class)
                        .setParameter(1, job.id)
                        .getResultList())
                .stream().map(SweepProgressQuery::quant).toList();
    }

    private static QuantProgress quant(Tuple row) {
        int units = number(row, "units");
        return new QuantProgress(
                row.get("recipe_name", String.class),
                100 * number(row, "reused") / units,
                100 * number(row, "encoded") / units,
                row.get("made", Boolean.class),
                row.get("predicted_bytes", Number.class).longValue(),
                row.get("address", String.class));
    }

    private static int number(Tuple row, String column) {
        return row.get(column, Number.class).intValue();
    }
}
