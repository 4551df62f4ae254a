package dev.kennel.steering;

import java.time.Clock;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.orm.panache.PanacheRepository;

import dev.kennel.measurements.Environment;
import dev.kennel.measurements.StoredEnvironments;
import dev.kennel.steer.ActivationsReport;
import dev.kennel.web.Problem;

/// All captured activations.
@ApplicationScoped
class Activations implements PanacheRepository<Activation> {

    private final StoredEnvironments environments;
    private final ObjectMapper json;
    private final Clock clock;

    Activations(StoredEnvironments environments, ObjectMapper json, Clock clock) {
        this.environments = environments;
        this.json = json;
        this.clock = clock;
    }

    @Transactional(TxType.MANDATORY)
    void add(Activation activation, Environment environment) {
        activation.environment = environments.note(environment);
        activation.capturedAt = clock.instant();
        persist(activation);
    }

    Environment environment(Activation activation) {
        return environments.of(activation.environment);
    }

    /// Of a model, newest first.
    List<Activation> of(String model) {
        return list("modelName = ?1 order by id desc", model);
    }

    List<Activation> of(long job) {
        return list("jobId = ?1 order by id", job);
    }

    /// @throws dev.kennel.web.ProblemException when there is none
    Activation require(long id) {
        return findByIdOptional(id).orElseThrow(() -> Problem.notFound("There are no activations " + id)
                .next("They may have been deleted. The model's page of activations lists those that there are.")
                .exception());
    }

    ActivationsReport report(Activation activation) {
        try {
            return json.treeToValue(activation.report, ActivationsReport.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The report of activations " + activation.id + " cannot be read", e);
        }
    }
}
