package dev.kennel.responses;

import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

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

    /// What files answered that can be compared: of each feature the version and the vector that the base was
    /// last asked about, one with a vector before one without; of those each file's newest run, by its
    /// digest, then by the feature's name.
    ///
    /// @param base that the files are compared with; it may be among them
    public Map<String, Map<String, FeatureRun>> newest(String base, Collection<String> files) {
        List<Response> found = list(
                "baseSha256 = ?1 and failure is null"
                        + " order by case when vectorSha256 is null then 1 else 0 end, id desc",
                base);
        Map<String, Response> compared = new HashMap<>();
        found.stream()
                .filter(response -> response.fileSha256.equals(base))
                .forEach(response -> compared.putIfAbsent(response.featureName, response));
        Map<String, Map<String, FeatureRun>> newest = new HashMap<>();
        found.stream()
                .filter(response -> files.contains(response.fileSha256))
                .filter(response -> isLike(compared.get(response.featureName), response))
                .forEach(response -> newest.computeIfAbsent(response.fileSha256, _ -> new TreeMap<>())
                        .computeIfAbsent(response.featureName, _ -> run(response)));
        return newest;
    }

    private static boolean isLike(Response base, Response response) {
        return base != null
                && base.featureSha256.equals(response.featureSha256)
                && Objects.equals(base.vectorSha256, response.vectorSha256);
    }

    /// [#newest(String, Collection)] of one file, by the feature's name.
    public List<FeatureRun> newest(String base, String file) {
        return List.copyOf(
                newest(base, Set.of(file)).getOrDefault(file, Map.of()).values());
    }

    /// Paths of the models whose own source a vector was driven through, in order.
    public List<String> steeredBases() {
        return getEntityManager()
                .createQuery(
                        "select distinct baseName from Response where vectorSha256 is not null and failure is null"
                                + " and fileSha256 = baseSha256 order by baseName",
                        String.class)
                .getResultList();
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
