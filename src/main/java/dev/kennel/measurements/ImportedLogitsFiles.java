package dev.kennel.measurements;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepository;

/// The logits that were imported.
@ApplicationScoped
public class ImportedLogitsFiles implements PanacheRepository<ImportedLogits> {

    public List<ImportedLogits> of(long modelId) {
        return list("modelId = ?1 order by lower(name)", modelId);
    }

    /// In any case.
    public Optional<ImportedLogits> named(long modelId, String name) {
        return find("modelId = ?1 and lower(name) = lower(?2)", modelId, name).firstResultOptional();
    }
}
