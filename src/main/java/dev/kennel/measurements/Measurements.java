package dev.kennel.measurements;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.orm.panache.PanacheRepository;

import dev.kennel.measure.Quality;
import dev.kennel.measure.Speed;
import dev.kennel.measure.SpeedSettings;
import dev.kennel.measure.Trial;
import dev.kennel.measure.TrialSettings;
import dev.kennel.measurements.Measurement.Kind;

/// All measurements. Files are named by their SHA-256.
@ApplicationScoped
public class Measurements implements PanacheRepository<Measurement> {

    private final StoredEnvironments environments;
    private final ObjectMapper json;
    private final Clock clock;

    Measurements(StoredEnvironments environments, ObjectMapper json, Clock clock) {
        this.environments = environments;
        this.json = json;
        this.clock = clock;
    }

    /// Adds a measurement made in an environment, which is noted too when it is new.
    @Transactional(TxType.MANDATORY)
    public void add(Measurement measurement, Environment environment) {
        measurement.environment = environments.note(environment);
        measurement.measuredAt = clock.instant();
        persist(measurement);
    }

    /// @param digest of one that a measurement names
    public Environment environment(String digest) {
        return environments.of(digest);
    }

    /// Everything measured of a file, the newest first.
    public List<Measurement> of(String file) {
        return list("fileSha256 = ?1 order by id desc", file);
    }

    /// Other runs of the same kind over the same file under the same conditions, newest first.
    public List<Measurement> sameAs(Measurement measurement) {
        return of(measurement.fileSha256).stream()
                .filter(other -> other.kind == measurement.kind
                        && conditions(other).equals(conditions(measurement))
                        && !other.id.equals(measurement.id))
                .toList();
    }

    private Object conditions(Measurement measurement) {
        return switch (measurement.kind) {
            case QUALITY -> Evaluation.of(measurement);
            case SPEED -> Timing.of(speedSettings(measurement), place(measurement));
            case PORTABILITY -> trialSettings(measurement).runtime();
        };
    }

    /// What a job has measured so far, in order.
    public List<Measurement> of(long jobId) {
        return list("jobId = ?1 order by id", jobId);
    }

    /// How many measurements there are of files whose quality or speed was measured at all.
    public Map<String, Long> counts(Collection<String> files) {
        if (files.isEmpty()) {
            return Map.of();
        }
        return getEntityManager()
                .createQuery(
                        "select fileSha256, count(*) from Measurement where fileSha256 in ?1 and kind <> ?2"
                                + " group by fileSha256",
                        Object[].class)
                .setParameter(1, files)
                .setParameter(2, Kind.PORTABILITY)
                .getResultStream()
                .collect(Collectors.toMap(row -> (String) row[0], row -> (Long) row[1]));
    }

    /// The speed of files, by file, then by what was timed; the newest run first.
    public Map<String, Map<Timing, SpeedFigures>> speeds(Collection<String> files) {
        return worked(Kind.SPEED, files, this::speedRun, SpeedRun::timing, SpeedFigures::new);
    }

    /// The quality of files, by file, then by evaluation; the newest run first.
    public Map<String, Map<Evaluation, QualityFigures>> quality(Collection<String> files) {
        return worked(Kind.QUALITY, files, this::qualityRun, QualityRun::evaluation, QualityFigures::new);
    }

    /// What worked of a kind, by file, then by conditions, the newest run first.
    private <R, C, F> Map<String, Map<C, F>> worked(
            Kind kind,
            Collection<String> files,
            Function<Measurement, R> run,
            Function<R, C> conditions,
            Function<List<R>, F> figures) {
        if (files.isEmpty()) {
            return Map.of();
        }
        return list("fileSha256 in ?1 and kind = ?2 and failure is null order by id desc", files, kind).stream()
                .collect(Collectors.groupingBy(
                        measurement -> measurement.fileSha256,
                        Collectors.mapping(
                                run,
                                Collectors.groupingBy(
                                        conditions, Collectors.collectingAndThen(Collectors.toList(), figures)))));
    }

    /// In which runtimes files were tried, by file.
    public Map<String, Portability> portability(Collection<String> files) {
        if (files.isEmpty()) {
            return Map.of();
        }
        return list("fileSha256 in ?1 and kind = ?2 and failure is null order by id desc", files, Kind.PORTABILITY)
                .stream()
                .collect(Collectors.groupingBy(
                        measurement -> measurement.fileSha256,
                        Collectors.mapping(
                                this::trialRun, Collectors.collectingAndThen(Collectors.toList(), Portability::new))));
    }

    private TrialRun trialRun(Measurement measurement) {
        return new TrialRun(
                measurement.id,
                trialSettings(measurement),
                trial(measurement),
                measurement.environment,
                measurement.measuredAt);
    }

    private QualityRun qualityRun(Measurement measurement) {
        return new QualityRun(
                measurement.id,
                Evaluation.of(measurement),
                quality(measurement),
                place(measurement),
                measurement.environment,
                measurement.seriesSha256,
                measurement.measuredAt);
    }

    private SpeedRun speedRun(Measurement measurement) {
        return new SpeedRun(
                measurement.id,
                Timing.of(speedSettings(measurement), place(measurement)),
                speed(measurement),
                measurement.environment,
                measurement.measuredAt);
    }

    Place place(Measurement measurement) {
        return Place.of(environments.of(measurement.environment));
    }

    /// What a quality measurement found that worked.
    public Quality quality(Measurement measurement) {
        return read(measurement.result, Quality.class);
    }

    /// What a speed measurement found that worked.
    public Speed speed(Measurement measurement) {
        return read(measurement.result, Speed.class);
    }

    /// What was timed.
    public SpeedSettings speedSettings(Measurement measurement) {
        return read(measurement.settings, SpeedSettings.class);
    }

    /// How a runtime was tried.
    public TrialSettings trialSettings(Measurement measurement) {
        return read(measurement.settings, TrialSettings.class);
    }

    /// What became of trying a runtime, where it could be tried.
    public Trial trial(Measurement measurement) {
        return read(measurement.result, Trial.class);
    }

    private <T> T read(JsonNode tree, Class<T> type) {
        try {
            return json.treeToValue(tree, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A measurement cannot be read as " + type.getSimpleName(), e);
        }
    }
}
