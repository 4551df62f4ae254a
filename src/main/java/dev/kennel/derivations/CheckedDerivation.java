package dev.kennel.derivations;

import java.util.List;

/// A check with its tensors, those that are not exact first.
public record CheckedDerivation(DerivationCheck check, List<CheckedTensor> tensors) {

    /// How many tensors are shown before the rest folds away.
    private static final int SHOWN = 20;

    public List<CheckedTensor> first() {
        return tensors.subList(0, Math.min(SHOWN, tensors.size()));
    }

    public List<CheckedTensor> rest() {
        return tensors.subList(Math.min(SHOWN, tensors.size()), tensors.size());
    }
}
