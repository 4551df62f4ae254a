package dev.kennel.measurements;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/// How many tokens a text has for a model.
@Entity
@Table(name = "text_tokens")
public class TokenCount {

    @Embeddable
    public record Key(String modelSha256, String textSha256) {}

    @EmbeddedId
    public Key key;

    public int tokens;

    /// Tokens that the model knows.
    public int vocabulary;
}
