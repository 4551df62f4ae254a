package dev.kennel.steer;

import java.util.List;

import dev.kennel.device.LlamaBuild;

/// What a [ProbeTask] found.
///
/// @param scored in the order of the questions
public record ProbeReport(List<Scored> scored, LlamaBuild llama) {

    public ProbeReport {
        scored = List.copyOf(scored);
    }

    /// @param margins a row a push, a number a probe, in nats
    public record Scored(double[][] margins) {}
}
