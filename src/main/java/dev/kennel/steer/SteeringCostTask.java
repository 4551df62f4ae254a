package dev.kennel.steer;

import java.nio.file.Path;
import java.util.List;

/// Scores a feature's probes in turns without a vector and at all strengths of one, in the same batches with the same
/// sharing: what steering costs beside the decodes. The first round warms up and does not count.
///
/// @param shards of the file, in order
/// @param blocks that the model has
/// @param vector its GGUF
/// @param rounds that count
public record SteeringCostTask(
        List<Path> shards, int blocks, ProbedFeature feature, Path vector, int rounds, ResponseSettings settings)
        implements SteerTask<SteeringCost> {

    public SteeringCostTask {
        shards = List.copyOf(shards);
    }

    @Override
    public Class<SteeringCost> resultType() {
        return SteeringCost.class;
    }
}
