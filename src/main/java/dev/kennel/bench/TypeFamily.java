package dev.kennel.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.simd.VectorWidth;

/// Types whose encoders search alike, and of which one figure is told.
enum TypeFamily {
    K,
    IQ4,
    IQ_GRIDS;

    /// None for types whose encoders search little, as Q8_0's.
    static Optional<TypeFamily> of(GgmlType type) {
        return switch (type) {
            case Q2_K, Q3_K, Q4_K, Q5_K, Q6_K -> Optional.of(K);
            case IQ4_NL, IQ4_XS -> Optional.of(IQ4);
            case IQ1_S, IQ1_M, IQ2_XXS, IQ2_XS, IQ2_S, IQ3_XXS, IQ3_S -> Optional.of(IQ_GRIDS);
            case Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q1_0, Q2_0, TQ1_0, TQ2_0, MXFP4, NVFP4 -> Optional.empty();
            case F32, F16, BF16, Q8_1, Q8_K, I8, I16, I32, I64, F64 -> Optional.empty();
        };
    }

    /// `iq_grids`.
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The ratio of the vectors to ggml that the family is to have; 0 for vectors of which nothing is asked.
    double goal(VectorWidth width) {
        return switch (width) {
            case BITS_512 -> goal(8, 40, 4);
            case BITS_256 -> goal(5, 15, 3);
            case BITS_128 -> 0;
        };
    }

    private double goal(double k, double iq4, double iqGrids) {
        return switch (this) {
            case K -> k;
            case IQ4 -> iq4;
            case IQ_GRIDS -> iqGrids;
        };
    }

    /// The geometric mean of the family's ratios; none when none of it was measured.
    OptionalDouble ratio(List<MeasuredKernel> kernels) {
        OptionalDouble mean = kernels.stream()
                .filter(kernel -> of(kernel.type()).filter(this::equals).isPresent())
                .mapToDouble(kernel -> Math.log(kernel.ratio()))
                .average();
        return mean.isEmpty() ? mean : OptionalDouble.of(Math.exp(mean.getAsDouble()));
    }
}
