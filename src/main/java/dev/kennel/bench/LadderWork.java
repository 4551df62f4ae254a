package dev.kennel.bench;

import java.util.List;
import java.util.Set;

import dev.kennel.gguf.GgmlType;
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
/// @param operations of the reference's algorithms on the `weights`
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
                    operations += (double) count * operations(unit.type());
                }
            }
        }
        return new LadderWork(ofEachPlan, weights, bytes, operations);
    }

    /// Additions, multiplications, comparisons and choices on a weight, with importance weights, rounded: trials times
    /// what one does. For the IQ1 types the pairs of bounds of a group, divided by its length. Lists of candidates
    /// count as if each had the mean length.
    private static int operations(GgmlType type) {
        return switch (type) {
            case Q2_K, Q4_K, Q5_K, Q4_1, Q5_1 -> 38 * 20;
            case Q3_K, Q6_K, Q4_0, Q5_0 -> 19 * 14;
            case IQ4_NL, IQ4_XS -> 16 * 15;
            case IQ2_XXS -> 13 * 55;
            case IQ2_XS, IQ2_S, IQ3_S -> 19 * 55;
            case IQ3_XXS -> 31 * 55;
            case IQ1_S -> 561 * 22 / 32 + 400;
            case IQ1_M -> 153 * 38 / 16 + 400;
            case Q8_0, MXFP4, Q1_0, Q2_0, TQ1_0, TQ2_0 -> 8;
            case F32, F16, BF16, NVFP4, Q8_1, Q8_K, I8, I16, I32, I64, F64 -> 1;
        };
    }
}
