package dev.kennel.quantize.simd;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.codebook.GridSource;

/// Makes the kernels of one vector width.
public interface KernelFactory {

    boolean supports(GgmlType type);

    /// @param weighted whether importance weights are given; they choose another algorithm, not only other numbers
    /// @param grids for types whose weights are points of one
    BlockKernel kernel(GgmlType type, boolean weighted, GridSource grids);
}
