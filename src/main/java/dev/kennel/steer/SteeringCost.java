package dev.kennel.steer;

import java.util.List;

/// What a [SteeringCostTask] found.
///
/// @param pairs of answers that each number is the time of
/// @param without seconds of a round without a vector
/// @param with seconds of the round at the same place with one
public record SteeringCost(int pairs, List<Double> without, List<Double> with) {

    public SteeringCost {
        without = List.copyOf(without);
        with = List.copyOf(with);
    }
}
