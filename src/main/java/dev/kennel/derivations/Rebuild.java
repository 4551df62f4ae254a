package dev.kennel.derivations;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;

import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

import dev.kennel.quantize.EncodersUsed;
import dev.kennel.quantize.EncodersUsed.TypeEncoder;

/// What came out when a quant was derived again from its source. Never changed.
@Entity
public class Rebuild {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    /// The quant's file, as it is recorded.
    public String fileSha256;

    /// The file that came out.
    public String madeSha256;

    /// Whether the file that came out is the recorded one and what is stored of it is whole.
    public boolean same;

    /// How many tensors it has.
    public int tensors;

    /// The parts that are not the same, in file order.
    @JdbcTypeCode(SqlTypes.JSON)
    public List<PartDifference> differences;

    /// Digest of the environment it was done in.
    public String environment;

    /// What its job was to encode on: `auto`, `cpu`, or the name of an encoding device. Null when not recorded.
    public String encodingDevice;

    /// What encoded in truth; null when not recorded.
    @JdbcTypeCode(SqlTypes.JSON)
    public List<TypeEncoder> encoders;

    public long jobId;
    public Instant rebuiltAt;

    /// Empty when not recorded.
    public Optional<EncodersUsed> encodersUsed() {
        return Optional.ofNullable(encoders).map(EncodersUsed::new);
    }

    /// "encoded by opencl (q4_0), simd (q6_K)"
    public String whatEncoded() {
        return encodersUsed().map(EncodersUsed::whatEncoded).orElse("what encoded was not recorded");
    }

    /// "The same bytes came out.", or how much is different.
    public String words() {
        if (same) {
            return "The same bytes came out.";
        }
        long different = differences.stream()
                .filter(part -> !part.part().equals(PartDifference.HEADER))
                .count();
        boolean header = different < differences.size();
        if (different == 0) {
            return header ? "The header is not the same." : "Other bytes came out, and none of its parts says why.";
        }
        String verb = different == 1 && !header ? "is" : "are";
        return "%d of %d tensors%s %s not the same."
                .formatted(different, tensors, header ? " and the header" : "", verb);
    }
}
