package dev.kennel.bench;

import java.util.List;
import java.util.Set;

import dev.kennel.quantize.EncodeTask.TensorWork;
import dev.kennel.quantize.EncodeTask.UnitWork;
import dev.kennel.quantize.RecipePlan;
import dev.kennel.quantize.SweepWork;
import dev.kennel.quantize.TensorPlan;

/// What a ladder takes at least.
///
/// @param weightsOfEachPlan to be encoded when each plan is carried out for itself
/// @param weights to be encoded when units that plans share are encoded once
/// @param bytesRead of the source, once
/// @param operations of the reference's algorithms on the `weights`, with importance weights
record LadderWork(long weightsOfEachPlan, long weights, long bytesRead, double operations) {

    static LadderWork of(List<RecipePlan> plans, SweepWork work) {
        long ofEachPlan = plans.stream()
                .flatMap(plan -> plan.tensors().stream())
                .filter(tensor -> !tensor.copied())
                .mapToLong(TensorPlan::weights)
                .sum();
        long weights = 0;
        long bytes = 0;
        double operations = 0;
        for (TensorWork tensor : work.missing(plans, Set.of())) {
            long count = tensor.shape().stream().reduce(1L, Math::multiplyExact);
            bytes += tensor.bytes();
            for (UnitWork unit : tensor.units()) {
                if (unit.type() != tensor.type()) {
                    weights += count;
                    operations += (double) count * EncodingOperations.perWeight(unit.type(), true);
                }
            }
        }
        return new LadderWork(ofEachPlan, weights, bytes, operations);
    }
}
