package dev.kennel.derivations;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/// How the tensors of a quant made elsewhere come out of its base, in numbers. Never changed.
@Entity
@Table(name = "derivation_check")
public class DerivationCheck {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    public String fileSha256;

    /// Of the base's source.
    public String baseSha256;

    public String encodingVersion;

    /// The importance matrix that was tried; null when there was none.
    public String imatrixName;

    public String imatrixSha256;

    public int tensors;

    /// How many got each [TensorVerdict].
    public int copied;

    public int plain;
    public int weighted;
    public int different;
    public int unchecked;

    /// Digest of the environment that the tensors were encoded in, of the first where there were several; null when
    /// none was encoded.
    public String environment;

    /// What its job was to encode on: `auto`, `cpu`, or the name of an encoding device. Null when not recorded.
    public String encodingDevice;

    public long jobId;
    public Instant checkedAt;

    public int exact() {
        return copied + plain + weighted;
    }

    /// Whether every tensor is exactly what comes out of the base.
    public boolean same() {
        return exact() == tensors;
    }

    /// "74 of 76 tensors are exactly what llama.cpp v0.5.0 makes from this base with imatrix.gguf; 2 differ."
    public String words() {
        var rest = new ArrayList<String>();
        if (different > 0) {
            rest.add(different + (different == 1 ? " differs" : " differ"));
        }
        if (unchecked > 0) {
            rest.add(unchecked + " could not be checked");
        }
        return "%s exactly what %s makes from this base %s%s."
                .formatted(
                        same() ? "All " + tensors + " tensors are" : exact() + " of " + tensors + " tensors are",
                        encodingVersion.replace('-', ' '),
                        weighted > 0 ? "with " + imatrixName : "without an importance matrix",
                        rest.isEmpty() ? "" : "; " + String.join(", ", rest));
    }

    /// How the exact tensors were made, "61 encoded with imatrix.gguf, 4 without importance weights, 9 copied".
    public String assumptions() {
        List<String> parts = new ArrayList<>();
        if (weighted > 0) {
            parts.add(weighted + " encoded with " + imatrixName);
        }
        if (plain > 0) {
            parts.add(plain + " encoded without importance weights");
        }
        if (copied > 0) {
            parts.add(copied + " copied");
        }
        return String.join(", ", parts);
    }
}
