package dev.kennel.measurements;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;

/// What a reference that need not be here said of a text, in the format of `llama-perplexity --save-all-logits`: quants
/// are compared with it where the base itself does not fit the machine.
@Entity
public class ImportedLogits {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    public Long modelId;
    public String name;

    /// Of the file, and the name of its blob.
    public String sha256;

    public long bytes;

    /// Tokens in a chunk.
    public int context;

    public int chunks;

    /// Tokens that the reference knows.
    public int vocabulary;

    /// Of the tokens that it is of.
    public String tokensSha256;

    /// The text that has these tokens; null where none was named.
    public String textName;

    public String textSha256;

    /// Who computed it, with what, as people say.
    public String origin;

    public Instant createdAt;
}
