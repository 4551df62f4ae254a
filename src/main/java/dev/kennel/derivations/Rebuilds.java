package dev.kennel.derivations;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import io.quarkus.hibernate.orm.panache.PanacheRepository;

import dev.kennel.measurements.Environment;
import dev.kennel.measurements.StoredEnvironments;

/// All rebuilds. Files are named by their SHA-256.
@ApplicationScoped
public class Rebuilds implements PanacheRepository<Rebuild> {

    private final StoredEnvironments environments;
    private final Clock clock;

    Rebuilds(StoredEnvironments environments, Clock clock) {
        this.environments = environments;
        this.clock = clock;
    }

    /// Adds a rebuild done in an environment, which is noted too when it is new.
    @Transactional(TxType.MANDATORY)
    public void add(Rebuild rebuild, Environment environment) {
        rebuild.environment = environments.note(environment);
        rebuild.rebuiltAt = clock.instant();
        persist(rebuild);
    }

    /// Those of a file, the newest first.
    public List<Rebuild> of(String file) {
        return list("fileSha256 = ?1 order by id desc", file);
    }

    public Optional<Rebuild> newest(String file) {
        return find("fileSha256 = ?1 order by id desc", file).firstResultOptional();
    }

    /// What a job found, once it is over.
    public Optional<Rebuild> of(long jobId) {
        return find("jobId = ?1", jobId).firstResultOptional();
    }
}
