package dev.kennel.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import dev.kennel.bench.EncodeBenchOptions.Part;
import dev.kennel.bench.GeneratedMixture.Shape;
import dev.kennel.gguf.GgmlType;
import dev.kennel.llama.Llama;
import dev.kennel.quantize.simd.SimdRows;
import dev.kennel.quantize.simd.VectorWidth;

/// The encoders' kernels, one at a time: [KernelsBench]. Then a whole ladder: [LadderBench].
public final class EncodeBench {

    private EncodeBench() {}

    public static void main(String[] args) throws Exception {
        VectorWidth width = VectorWidth.preferred()
                .orElseThrow(() -> new IllegalStateException("This machine has no vectors that Java can use"));
        EncodeBenchOptions options;
        try {
            options = EncodeBenchOptions.of(List.of(args), encodedTypes(width));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        List<String> figures = new ArrayList<>();
        if (options.parts().contains(Part.KERNELS)) {
            var kernels = new KernelsBench(System.out, width, Roofline.measure(1));
            figures.addAll(figures(kernels.run(options.types())));
        }
        if (options.parts().contains(Part.LADDER)) {
            Path like = Path.of(System.getProperty("kennel.demo.directory"), "models/pup-qwen3.5-moe-9m-bf16.gguf");
            double ratio = new LadderBench(System.out, Shape.QWEN_35B, BenchRecipes.ladder()).run(like);
            figures.add(figure("ladder_ratio", ratio));
        }
        System.out.println("result: " + inWords(figures));
    }

    /// Kernels of types that belong to no family are measured and have no figure.
    static String inWords(List<String> figures) {
        return figures.isEmpty()
                ? "none, as no type of these families was measured: "
                        + Arrays.stream(TypeFamily.values())
                                .map(TypeFamily::text)
                                .collect(Collectors.joining(", "))
                : String.join(" ", figures);
    }

    private static Set<GgmlType> encodedTypes(VectorWidth width) {
        var vectors = new SimdRows(width, Llama.configured().rowEncoder()::widen);
        return Arrays.stream(GgmlType.values())
                .filter(vectors::supports)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(GgmlType.class)));
    }

    /// The means of the families of which anything was measured.
    private static List<String> figures(List<MeasuredKernel> kernels) {
        List<String> figures = new ArrayList<>();
        for (TypeFamily family : TypeFamily.values()) {
            String name = "simd_ratio_" + family.text();
            family.ratio(kernels).ifPresent(ratio -> figures.add(figure(name, ratio)));
        }
        return figures;
    }

    private static String figure(String name, double value) {
        return String.format(Locale.ROOT, "%s=%.2f", name, value);
    }
}
