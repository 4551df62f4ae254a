package dev.kennel.catalog;

import java.time.Clock;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepository;

/// The repositories of the catalog; owner and name are the same whatever their case.
@ApplicationScoped
public class Repositories implements PanacheRepository<Repository> {

    private final Clock clock;

    Repositories(Clock clock) {
        this.clock = clock;
    }

    /// By owner and name, in any case.
    public Optional<Repository> named(String owner, String name) {
        return find("lower(owner) = lower(?1) and lower(name) = lower(?2)", owner, name)
                .firstResultOptional();
    }

    /// The repository of that name, made when it is not there yet.
    public Repository obtain(RepositoryName name) {
        return named(name.owner(), name.name()).orElseGet(() -> {
            var repository = new Repository();
            repository.owner = name.owner();
            repository.name = name.name();
            repository.createdAt = clock.instant();
            persist(repository);
            return repository;
        });
    }
}
