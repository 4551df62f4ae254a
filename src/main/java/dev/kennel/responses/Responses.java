package dev.kennel.responses;

import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.orm.panache.PanacheRepository;

import dev.kennel.measurements.Environment;
import dev.kennel.measurements.StoredEnvironments;
import dev.kennel.steer.FeatureFigures;
import dev.kennel.steer.ResponseSettings;
import dev.kennel.web.Problem;

/// All responses. Files are named by their SHA-256.
@ApplicationScoped
public class Responses implements PanacheRepository<Response> {

    private final StoredEnvironments environments;
    private final ObjectMapper json;
    private final Clock clock;

    Responses(StoredEnvironments environments, ObjectMapper json, Clock clock) {
        this.environments = environments;
        this.json = json;
        this.clock = clock;
    }

    /// Adds a response found in an environment, which is noted too when it is new.
    @Transactional(TxType.MANDATORY)
    public void add(Response response, Environment environment) {
        response.environment = environments.note(environment);
        response.measuredAt = clock.instant();
        persist(response);
    }

    public Environment environment(Response response) {
        return environments.of(response.environment);
    }

    /// What a job has found so far, in order.
    public List<Response> of(long jobId) {
        return list("jobId = ?1 order by id", jobId);
    }

    /// Everything found of a file, the newest first.
    public List<Response> ofFile(String file) {
        return list("fileSha256 = ?1 order by id desc", file);
    }

    /// @throws dev.kennel.web.ProblemException when there is none
    public Response require(long id) {
        return findByIdOptional(id).orElseThrow(() -> Problem.notFound("There is no response " + id)
                .exception());
    }

    /// The newest run of each file and feature that worked, by file, then by the feature's name; a run with a vector
    /// goes before those without.
    public Map<String, Map<String, FeatureRun>> newest(Collection<String> files) {
        Map<String, Map<String, FeatureRun>> newest = new LinkedHashMap<>();
        if (files.isEmpty()) {
            return newest;
        }
        List<Response> found = list(
                "fileSha256 in ?1 and failure is null"
                        + " order by case when vectorSha256 is null then 1 else 0 end, id desc",
                files);
        found.forEach(response -> newest.computeIfAbsent(response.fileSha256, _ -> new LinkedHashMap<>())
                .computeIfAbsent(response.featureName, _ -> run(response)));
        return newest;
    }

    /// [#newest(Collection)] of one file, by the feature's name.
    public List<FeatureRun> newest(String file) {
        return newest(List.of(file)).getOrDefault(file, Map.of()).values().stream()
                .sorted(Comparator.comparing(FeatureRun::feature))
                .toList();
    }

    public FeatureRun run(Response response) {
        return new FeatureRun(
                response.id,
                response.fileSha256,
                response.baseSha256,
                response.featureName,
                response.featureSha256,
                response.positivePole,
                response.negativePole,
                Optional.ofNullable(response.vectorName),
                read(response.figures, FeatureFigures.class),
                response.jobId,
                response.measuredAt);
    }

    public ResponseSettings settings(Response response) {
        return read(response.settings, ResponseSettings.class);
    }

    /// Of one that worked.
    public Answers answers(Response response) {
        return read(response.answers, Answers.class);
    }

    /// What the base answered in the same job.
    public Optional<Response> ofBase(Response response) {
        return find(
                        "jobId = ?1 and fileSha256 = ?2 and featureSha256 = ?3 and failure is null order by id desc",
                        response.jobId,
                        response.baseSha256,
                        response.featureSha256)
                .firstResultOptional();
    }

    private <T> T read(JsonNode tree, Class<T> type) {
        try {
            return json.treeToValue(tree, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A response cannot be read as " + type.getSimpleName(), e);
        }
    }
}
