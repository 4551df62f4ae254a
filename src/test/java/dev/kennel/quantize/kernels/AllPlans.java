package dev.kennel.quantize.kernels;

import java.util.Arrays;
import java.util.stream.Stream;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.ImportanceRules;

/// Every plan that is ever compiled.
public final class AllPlans {

    /// @param name says which it is
    public record Named(String name, KernelPlan plan) {

        @Override
        public String toString() {
            return name;
        }
    }

    private AllPlans() {}

    public static Stream<Named> all() {
        Stream<Named> encoding = Arrays.stream(GgmlType.values())
                .filter(KernelPlan::exists)
                .flatMap(type -> Stream.of(true, false)
                        .filter(weighted -> weighted || !ImportanceRules.abortsWithout(type))
                        .map(weighted -> new Named(
                                type.ggmlName() + (weighted ? ", weighted" : ""), KernelPlan.of(type, weighted))));
        Stream<Named> widening = Stream.of(GgmlType.F16, GgmlType.BF16)
                .map(source -> new Named("of " + source.ggmlName(), KernelPlan.widening(source)));
        return Stream.concat(encoding, widening);
    }
}
