package dev.kennel.quantize.simd.kernel;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.simd.BlockKernel;
import dev.kennel.quantize.simd.KernelFactory;

/// Which kernel encodes which type. Made by its class loader, once a vector width.
public final class Kernels implements KernelFactory {

    @Override
    public boolean supports(GgmlType type) {
        return switch (type) {
            case Q8_0 -> true;
            default -> false;
        };
    }

    @Override
    public BlockKernel kernel(GgmlType type, boolean weighted) {
        return switch (type) {
            case Q8_0 -> new Q8Kernel();
            default -> throw new IllegalArgumentException("No kernel encodes " + type.ggmlName());
        };
    }
}
