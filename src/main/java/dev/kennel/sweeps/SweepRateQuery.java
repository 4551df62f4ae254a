package dev.kennel.sweeps;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;

import dev.kennel.jobs.Job;

/// Finds out how fast a sweep is from when its units were done.
@ApplicationScoped
class SweepRateQuery {

    private static final Duration LATELY = Duration.ofMinutes(5);
    private static final double MILLION = 1e6;
    private static final int MOST_SPANS = 60;
    private static final int FEWEST_SPANS = 6;
    private static final Duration SHORTEST_SPAN = Duration.ofSeconds(2);

    private final EntityManager entities;
    private final Clock clock;

    SweepRateQuery(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    SweepRate of(Job job) {
        Instant now = clock.instant();
        if (job.startedAt == null) {
            return SweepRate.none(now, now);
        }
        Instant until = job.state.over() ? lastUnit(job) : now;
        Duration whole = Duration.between(job.startedAt, until);
        if (whole.compareTo(SHORTEST_SPAN) < 0) {
            return SweepRate.none(job.startedAt, until);
        }
        Instant recent = job.state.over() || whole.compareTo(LATELY) < 0 ? job.startedAt : until.minus(LATELY);
        double lately = weightsAfter(job, recent)
                / MILLION
                / Duration.between(recent, until).toSeconds();
        return new SweepRate(lately, history(job, whole, until), job.startedAt, until);
    }

    private Instant lastUnit(Job job) {
        Instant last = (Instant) entities.createQuery("select max(doneAt) from SweepUnit where key.jobId = ?1")
                .setParameter(1, job.id)
                .getSingleResult();
        return last == null ? job.startedAt : last;
    }

    private long weightsAfter(Job job, Instant time) {
        return entities.createQuery("""
                        select coalesce(sum(elements), 0) from SweepUnit
                        where key.jobId = ?1 and nanos > 0 and doneAt > ?2
                        """, Long.class)
                .setParameter(1, job.id)
                .setParameter(2, time)
                .getSingleResult();
    }

    @SuppressWarnings("unchecked")
    private List<Double> history(Job job, Duration whole, Instant until) {
        int spans = (int) Math.min(MOST_SPANS, whole.toMillis() / SHORTEST_SPAN.toMillis());
        if (spans < FEWEST_SPANS) {
            return List.of();
        }
        double spanSeconds = whole.toMillis() / 1000.0 / spans;
        var rates = new ArrayList<>(Collections.nCopies(spans, 0.0));
        List<Tuple> rows = entities.createNativeQuery("""
                        select width_bucket(extract(epoch from done_at), :begin, :end, :spans) as span,
                            sum(elements) as weights
                        from sweep_unit where job_id = :job and nanos > 0
                        group by span
                        """, Tuple.class)
                .setParameter("job", job.id)
                .setParameter("begin", seconds(job.startedAt))
                .setParameter("end", seconds(until) + 0.001)
                .setParameter("spans", spans)
                .getResultList();
        for (Tuple row : rows) {
            int span = Math.clamp(row.get("span", Number.class).intValue(), 1, spans);
            double weights = row.get("weights", Number.class).doubleValue();
            rates.set(span - 1, weights / MILLION / spanSeconds);
        }
        return rates;
    }

    private static double seconds(Instant time) {
        return time.toEpochMilli() / 1000.0;
    }
}
