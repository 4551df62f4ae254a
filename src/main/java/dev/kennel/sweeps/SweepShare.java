package dev.kennel.sweeps;

import java.util.Collection;

/// The work of an encoding share: the source tensors `from` up to but not including `to`.
record SweepShare(int from, int to) {

    boolean holdsAny(Collection<Integer> tensors) {
        return tensors.stream().anyMatch(tensor -> from <= tensor && tensor < to);
    }
}
