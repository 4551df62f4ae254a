package dev.kennel.quantize.cuda;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.kennel.quantize.kernels.KernelPlan;
import dev.kennel.quantize.kernels.KernelSource;

/// The text of programs as CUDA C++.
final class CudaSource {

    /// OpenCL's qualifiers. They cannot be macros: CUDA's own, such as `__global__`, expand to these very words.
    private static final Map<String, String> QUALIFIERS =
            Map.of("kernel", "extern \"C\" __global__", "global", "", "constant", "__constant__");

    private static final Pattern QUALIFIER = Pattern.compile("\\b(kernel|global|constant)\\b");

    private CudaSource() {}

    /// A plan's sources, with CUDA's qualifiers, after a prelude that defines what else CUDA C++ lacks of OpenCL C.
    static String of(KernelPlan plan) {
        String source = QUALIFIER
                .matcher(KernelSource.of(plan))
                .replaceAll(found -> Matcher.quoteReplacement(QUALIFIERS.get(found.group())));
        return KernelSource.resource(CudaSource.class, "dialect.cu") + "\n" + source;
    }
}
