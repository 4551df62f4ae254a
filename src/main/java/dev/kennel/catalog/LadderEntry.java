package dev.kennel.catalog;

import java.util.List;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

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

    /// Whether it came with Kennel.
    public boolean shipped;
}
