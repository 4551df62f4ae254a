package dev.kennel.gguf;

import java.util.List;

/// Which experts of a tensor an importance matrix knows. The others get the weight 1 in every place, in silence.
///
/// @param experts 1 for a tensor that is no stack of experts
/// @param neverRouted indices of the experts that no token of the texts was routed to
public record ExpertCoverage(String tensor, int experts, List<Integer> neverRouted) {

    public ExpertCoverage {
        neverRouted = List.copyOf(neverRouted);
    }
}
