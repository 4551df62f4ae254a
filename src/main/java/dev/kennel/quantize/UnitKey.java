package dev.kennel.quantize;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import dev.kennel.blob.Sha256;
import dev.kennel.gguf.GgmlType;

/// The identity of one tensor turned into one type: equal keys mean equal bytes.
///
/// @param hex 64 hexadecimal digits
public record UnitKey(@JsonValue String hex) {

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    @JsonCreator
    public UnitKey {
        if (!SHA_256.matcher(hex).matches()) {
            throw new IllegalArgumentException("A unit's key is 64 lower-case hexadecimal digits, not '" + hex + "'");
        }
    }

    /// SHA-256 over the lines: encoding version, digest of the source tensor's bytes, source type, shape, target type,
    /// digest of the importance weights that are really used or `-`.
    public static UnitKey of(
            String sourceSha256,
            GgmlType sourceType,
            List<Long> shape,
            GgmlType targetType,
            Optional<String> imatrixSlice) {
        String identity = String.join(
                "\n",
                EncodingVersion.CURRENT,
                sourceSha256,
                sourceType.ggmlName(),
                shape.stream().map(String::valueOf).collect(Collectors.joining("x")),
                targetType.ggmlName(),
                imatrixSlice.orElse("-"));
        return new UnitKey(Sha256.of(identity.getBytes(StandardCharsets.UTF_8)).hex());
    }

    /// The key of a planned tensor.
    public static UnitKey of(String sourceSha256, TensorPlan plan) {
        return of(sourceSha256, plan.sourceType(), plan.shape(), plan.targetType(), plan.imatrixSlice());
    }

    @Override
    public String toString() {
        return hex;
    }
}
