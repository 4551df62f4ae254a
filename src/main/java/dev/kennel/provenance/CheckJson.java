package dev.kennel.provenance;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.kennel.derivations.CheckedDerivation;
import dev.kennel.derivations.CheckedTensor;
import dev.kennel.derivations.DerivationCheck;
import dev.kennel.derivations.TensorVerdict;
import dev.kennel.quantize.EncodingDifference;

/// How a quant made elsewhere comes out of its base, as the API says it.
///
/// @param same whether every tensor is exactly what comes out
/// @param verdict in a sentence
/// @param sha256 of the quant's file
/// @param baseSha256 of the base's source
/// @param encoding the encoding version that was tried
/// @param imatrix the importance matrix that was tried; null without
/// @param exact how many tensors are exact: copied, encoded without importance weights, or with the matrix
/// @param differences the tensors that are not exact
/// @param exactTensors those that are, with the way they are made
/// @param environment digest of the environment that the tensors were encoded in
/// @param device that the job asked to encode on: `auto`, `cpu`, or a name; null when it was not recorded
/// @param encoders what encoded in truth, type by type; null when it was not recorded
@Schema(name = "DerivationCheck")
@JsonInclude(JsonInclude.Include.NON_NULL)
record CheckJson(
        boolean same,
        String verdict,
        String sha256,
        String baseSha256,
        String encoding,
        String imatrix,
        String imatrixSha256,
        int tensors,
        int exact,
        List<Part> differences,
        List<ExactTensor> exactTensors,
        String environment,
        String device,
        List<EncoderJson> encoders,
        long job,
        Instant checkedAt) {

    /// A tensor that is not exact.
    ///
    /// @param part its name
    /// @param words what is the matter
    /// @param closest how what it was compared with was made; null when it could not be checked
    @Schema(name = "DerivationDifference")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Part(String part, String type, String words, TensorVerdict closest, EncodingDifference difference) {

        private static Part of(CheckedTensor tensor) {
            return new Part(tensor.name, tensor.type.ggmlName(), tensor.words(), tensor.closest, tensor.difference);
        }
    }

    /// @param made how
    @Schema(name = "ExactTensor")
    record ExactTensor(String tensor, String type, TensorVerdict made) {

        private static ExactTensor of(CheckedTensor tensor) {
            return new ExactTensor(tensor.name, tensor.type.ggmlName(), tensor.verdict);
        }
    }

    static CheckJson of(CheckedDerivation derivation) {
        DerivationCheck check = derivation.check();
        return new CheckJson(
                check.same(),
                check.words(),
                check.fileSha256,
                check.baseSha256,
                check.encodingVersion,
                check.imatrixName,
                check.imatrixSha256,
                check.tensors,
                check.exact(),
                derivation.tensors().stream()
                        .filter(tensor -> !tensor.verdict.exact())
                        .map(Part::of)
                        .toList(),
                derivation.tensors().stream()
                        .filter(tensor -> tensor.verdict.exact())
                        .map(ExactTensor::of)
                        .toList(),
                check.environment,
                check.encodingDevice,
                derivation.encodersUsed().map(EncoderJson::of).orElse(null),
                check.jobId,
                check.checkedAt);
    }
}
