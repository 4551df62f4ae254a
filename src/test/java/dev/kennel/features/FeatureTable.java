package dev.kennel.features;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

/// Features of the tests' database, which all tests share.
@ApplicationScoped
class FeatureTable {

    private final EntityManager entities;
    private final ShippedFeatures shipped;

    FeatureTable(EntityManager entities, ShippedFeatures shipped) {
        this.entities = entities;
        this.shipped = shipped;
    }

    @Transactional
    void empty() {
        entities.createNativeQuery("truncate feature").executeUpdate();
    }

    /// Puts back what comes with Kennel, and nothing else.
    @Transactional
    void asShipped() {
        empty();
        shipped.start(null);
    }
}
