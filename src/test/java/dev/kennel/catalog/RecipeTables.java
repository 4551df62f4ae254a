package dev.kennel.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

/// Recipes and ladders of the tests' database, which all tests share.
@ApplicationScoped
class RecipeTables {

    private final EntityManager entities;
    private final ShippedRecipes shipped;

    RecipeTables(EntityManager entities, ShippedRecipes shipped) {
        this.entities = entities;
        this.shipped = shipped;
    }

    @Transactional
    void empty() {
        entities.createNativeQuery("truncate recipe, ladder cascade").executeUpdate();
    }

    /// Puts back what comes with Kennel, and nothing else.
    @Transactional
    void asShipped() {
        empty();
        shipped.start(null);
    }
}
