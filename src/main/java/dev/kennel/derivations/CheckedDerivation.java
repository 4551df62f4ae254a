package dev.kennel.derivations;

import java.util.List;
import java.util.Optional;

import dev.kennel.quantize.EncodersUsed;
import dev.kennel.quantize.EncodersUsed.TypeEncoder;

/// A check with its tensors, those that are not exact first.
public record CheckedDerivation(DerivationCheck check, List<CheckedTensor> tensors) {

    /// How many tensors are shown before the rest folds away.
    private static final int SHOWN = 20;

    /// What encoded the tensors that these were compared with; empty when that was not recorded of each.
    public Optional<EncodersUsed> encodersUsed() {
        return encodersUsed(tensors);
    }

    /// "encoded by opencl (q4_0), simd (q6_K)"
    public String whatEncoded() {
        return encodersUsed().map(EncodersUsed::whatEncoded).orElse("what encoded was not recorded");
    }

    /// Of some tensors.
    public static Optional<EncodersUsed> encodersUsed(List<CheckedTensor> tensors) {
        List<CheckedTensor> tried = tensors.stream()
                .filter(tensor -> tensor.verdict != TensorVerdict.UNCHECKED)
                .toList();
        return tried.stream().anyMatch(tensor -> tensor.encoder == null)
                ? Optional.empty()
                : Optional.of(
                        EncodersUsed.of(tried.stream().map(tensor -> new TypeEncoder(tensor.type, tensor.encoder))));
    }

    public List<CheckedTensor> first() {
        return tensors.subList(0, Math.min(SHOWN, tensors.size()));
    }

    public List<CheckedTensor> rest() {
        return tensors.subList(Math.min(SHOWN, tensors.size()), tensors.size());
    }
}
