package dev.kennel.sweeps;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

import com.fasterxml.jackson.databind.JsonNode;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/// A plan that was made before. It depends on nothing but its key, so it is kept for good.
@Entity
@Table(name = "plan")
class PlanEntry {

    /// @param imatrix digest and name, since the name is part of the bytes; empty when planned without
    /// @param planner version of the rules it was made by
    @Embeddable
    record Key(long modelId, String recipeDigest, String imatrix, String planner) {}

    @EmbeddedId
    Key key;

    @JdbcTypeCode(SqlTypes.JSON)
    JsonNode body;
}
