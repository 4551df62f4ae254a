package dev.kennel.quantize.simd.kernel;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.codebook.GridCandidates;
import dev.kennel.quantize.codebook.GridSource;
import dev.kennel.quantize.simd.BlockKernel;
import dev.kennel.quantize.simd.KernelFactory;

/// Which kernel encodes which type. Made by its class loader, once a vector width.
public final class Kernels implements KernelFactory {

    private final Map<GgmlType, Grid> grids = new ConcurrentHashMap<>();

    @Override
    public boolean supports(GgmlType type) {
        return switch (type) {
            case Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q2_K, Q3_K, Q4_K, Q5_K, Q6_K -> true;
            case IQ4_NL, IQ4_XS, MXFP4, Q1_0, Q2_0, TQ1_0, TQ2_0 -> true;
            case IQ1_S, IQ1_M, IQ2_XXS, IQ2_XS, IQ2_S, IQ3_XXS, IQ3_S -> true;
            case F32, F16, BF16, NVFP4, Q8_1, Q8_K, I8, I16, I32, I64, F64 -> false;
        };
    }

    @Override
    public BlockKernel kernel(GgmlType type, boolean weighted, GridSource grids) {
        return switch (type) {
            case Q4_0 -> weighted ? new WeightedSymmetricKernel(type, 4) : new SymmetricKernel(type, 4);
            case Q5_0 -> weighted ? new WeightedSymmetricKernel(type, 5) : new SymmetricKernel(type, 5);
            case Q4_1 -> weighted ? new WeightedAffineKernel(type, 4) : new AffineKernel(type, 4);
            case Q5_1 -> weighted ? new WeightedAffineKernel(type, 5) : new AffineKernel(type, 5);
            case Q8_0 -> new Q8Kernel();
            case Q2_K -> Q2KKernel.of(weighted);
            case Q4_K -> Q4And5KKernel.q4(weighted);
            case Q5_K -> Q4And5KKernel.q5(weighted);
            case Q3_K -> new Q3KKernel(weighted);
            case Q6_K -> new Q6KKernel(weighted);
            case IQ4_NL -> new Iq4NlKernel(weighted);
            case IQ4_XS -> new Iq4XsKernel(weighted);
            case MXFP4 -> new Mxfp4Kernel();
            case Q1_0 -> new BitKernel();
            case Q2_0 -> new Q2Kernel();
            case TQ1_0, TQ2_0 -> new TernaryKernel(type);
            case IQ1_S -> new Iq1SKernel(grid(type, grids));
            case IQ1_M -> new Iq1MKernel(weighted, grid(GgmlType.IQ1_S, grids));
            case IQ2_XXS -> new Iq2XxsKernel(grid(type, grids));
            case IQ2_XS -> new Iq2XsKernel(grid(type, grids));
            case IQ2_S -> new Iq2SKernel(weighted, grid(type, grids));
            case IQ3_XXS -> new Iq3XxsKernel(weighted, grid(type, grids));
            case IQ3_S -> new Iq3SKernel(weighted, grid(type, grids));
            case F32, F16, BF16, NVFP4, Q8_1, Q8_K, I8, I16, I32, I64, F64 ->
                throw new IllegalArgumentException("No kernel encodes " + type.ggmlName());
        };
    }

    private Grid grid(GgmlType type, GridSource source) {
        return grids.computeIfAbsent(type, _ -> new Grid(GridCandidates.of(type, source)));
    }
}
