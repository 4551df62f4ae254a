package dev.kennel.catalog;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

import dev.kennel.recipe.Ladder;
import dev.kennel.recipe.LadderFile;
import dev.kennel.yaml.YamlException;

/// The ladders of the catalog. They have no versions: a quant comes from a recipe, not from a ladder.
@ApplicationScoped
public class Ladders implements PanacheRepositoryBase<LadderEntry, String> {

    /// By name, whatever its case.
    public Optional<LadderEntry> named(String name) {
        return find("lower(name) = lower(?1) and not deleted", name).firstResultOptional();
    }

    /// By name.
    public List<LadderEntry> all() {
        return list("not deleted order by lower(name)");
    }

    /// Names of the ladders that have a recipe.
    List<String> having(String recipe) {
        return all().stream()
                .filter(ladder -> ladder.recipes.contains(recipe))
                .map(ladder -> ladder.name)
                .toList();
    }

    /// Makes what this YAML says the ladder of the name it has in it.
    ///
    /// @throws YamlException with everything that is wrong
    @Transactional
    public LadderEntry save(String yaml) throws YamlException {
        List<String> known = getEntityManager()
                .createQuery("select name from RecipeVersion where current", String.class)
                .getResultList();
        return put(LadderFile.parse("ladder", yaml, known), false);
    }

    /// @return whether there was such a ladder
    @Transactional
    public boolean delete(String name) {
        Optional<LadderEntry> ladder = named(name);
        ladder.ifPresent(found -> found.deleted = true);
        return ladder.isPresent();
    }

    /// Takes over a ladder that comes with Kennel, unless a person changed or deleted the one of its name.
    void ship(Ladder ladder) {
        LadderEntry known = findById(ladder.name());
        if (known == null || known.shipped && !known.deleted) {
            put(ladder, true);
        }
    }

    LadderEntry put(Ladder ladder, boolean shipped) {
        LadderEntry entry = findByIdOptional(ladder.name()).orElseGet(() -> {
            var fresh = new LadderEntry();
            fresh.name = ladder.name();
            return fresh;
        });
        entry.use = ladder.use();
        entry.recipes = ladder.recipes();
        entry.shipped = shipped;
        entry.deleted = false;
        persist(entry);
        return entry;
    }
}
