package dev.kennel.catalog;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;

import com.fasterxml.jackson.databind.JsonNode;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/// A file that belongs to a model without being it, kept in the store.
@Entity
public class Companion {

    public enum Kind {
        IMATRIX("importance matrix"),
        MMPROJ("multimodal projector"),
        CONTROL_VECTOR("control vector");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }

        /// Whether it is among the files of the repository. Control vectors are not: clients that look for a quant
        /// would take them for one.
        public boolean listed() {
            return this != CONTROL_VECTOR;
        }
    }

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    public Long modelId;

    @Enumerated(EnumType.STRING)
    public Kind kind;

    /// The name in the catalog; of an importance matrix also the string written into the quants made with it.
    public String filename;

    public String sha256;
    public long bytes;
    public String blobSha256;

    /// What its GGUF says, in a sentence.
    public String note;

    /// The text that an importance matrix was computed from, where that is known; else null.
    public String textName;

    public String textSha256;

    /// The text's licence as it was stated then.
    public String textLicence;

    /// Whether somebody said which text it was; else Kennel computed the matrix from it.
    public boolean textStated;

    /// What a control vector says of itself, a [dev.kennel.gguf.ControlVectorSummary]; null for other kinds, and
    /// where it was not written down yet.
    @JdbcTypeCode(SqlTypes.JSON)
    public JsonNode vector;

    public Instant createdAt;
}
