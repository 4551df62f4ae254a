package dev.kennel.sweeps;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;

import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.gguf.GgmlType;
import dev.kennel.sweeps.SweepPlan.PlannedUnit;

/// How long encoding would take, from the rates of the newest sweeps.
@ApplicationScoped
class SweepEstimate {

    private static final double NANOS = 1e9;

    private final EntityManager entities;
    private final SweepConfig config;

    SweepEstimate(EntityManager entities, SweepConfig config) {
        this.entities = entities;
        this.config = config;
    }

    /// @param stored keys of units that need not be made
    /// @return empty while a type has no rate yet
    Optional<Long> seconds(SweepPlan plan, Set<String> stored) {
        Map<GgmlType, Double> nanosPerWeight = pastRates();
        double nanos = 0;
        for (PlannedUnit unit : plan.units().values()) {
            if (unit.copied() || stored.contains(unit.key().hex())) {
                continue;
            }
            Double rate = nanosPerWeight.get(unit.type());
            if (rate == null) {
                return Optional.empty();
            }
            nanos += rate * unit.elements();
        }
        return Optional.of(Math.round(nanos / NANOS / config.threadsInUse()));
    }

    @SuppressWarnings("unchecked")
    private Map<GgmlType, Double> pastRates() {
        Map<GgmlType, Double> rates = new EnumMap<>(GgmlType.class);
        List<Tuple> rows = QuarkusTransaction.joiningExisting().call(() -> entities.createNativeQuery("""
                        select type, 1.0 * sum(nanos) / sum(elements) as rate from sweep_unit
                        where nanos > 0 and job_id in (select id from job where kind = ?1 order by id desc limit 20)
                        group by type
                        """, Tuple.class)
                .setParameter(1, SweepJob.NAME)
                .getResultList());
        rows.forEach(row -> rates.put(
                GgmlType.valueOf(row.get("type", String.class)),
                row.get("rate", Number.class).doubleValue()));
        return rates;
    }
}
