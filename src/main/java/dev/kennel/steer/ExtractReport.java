package dev.kennel.steer;

import java.util.List;

import dev.kennel.device.LlamaBuild;

/// A control vector that was extracted.
///
/// @param pairs of a positive and a negative conversation
/// @param tokens of all conversations
/// @param directions in the order of the blocks
/// @param engaged the largest change of a logit when the vector is added: above 0, or it would have failed
public record ExtractReport(int pairs, long tokens, List<Direction> directions, double engaged, LlamaBuild llama) {

    public ExtractReport {
        directions = List.copyOf(directions);
    }

    /// @param block that it is added to, from 0
    /// @param norm Euclidean length
    /// @param separation how far the poles lie apart along it, in standard deviations of a pole's conversations
    public record Direction(int block, double norm, double separation) {}
}
