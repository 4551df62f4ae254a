package dev.kennel.catalog;

import java.util.List;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

import dev.kennel.recipe.Ladder;

/// Recipes that are usually made together.
@Entity
@Table(name = "ladder")
public class LadderEntry {

    @Id
    public String name;

    public String use;

    /// Names of recipes, from the smallest file to the largest.
    @JdbcTypeCode(SqlTypes.ARRAY)
    public List<String> recipes;

    /// Whether it is as it came with Kennel; false once a person has changed it.
    public boolean shipped;

    /// Whether a person deleted it; kept so that the next start does not bring it back.
    public boolean deleted;

    public Ladder ladder() {
        return new Ladder(name, use, recipes);
    }
}
