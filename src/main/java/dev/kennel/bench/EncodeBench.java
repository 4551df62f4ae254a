package dev.kennel.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.kennel.bench.GeneratedMixture.Shape;
import dev.kennel.gguf.GgmlType;
import dev.kennel.llama.Llama;
import dev.kennel.llama.RowEncoder;
import dev.kennel.quantize.ImportanceRules;
import dev.kennel.quantize.simd.SimdRows;
import dev.kennel.quantize.simd.VectorWidth;

/// The encoders on Java's Vector API against ggml's own on the same thread, type by type, with and without
/// importance weights. Both encode the same rows in turns; the median of the rounds counts. Time is the
/// thread's processor time, so that whoever else computes on the machine counts for less.
///
/// Rows and scratch stay in the cache and a K type's search does 16 to 38 trials of some 25 operations on
/// each weight, so that arithmetic bounds it, not memory.
///
/// Then a whole ladder: [LadderBench].
public final class EncodeBench {

    private static final Set<GgmlType> K =
            EnumSet.of(GgmlType.Q2_K, GgmlType.Q3_K, GgmlType.Q4_K, GgmlType.Q5_K, GgmlType.Q6_K);
    private static final Set<GgmlType> IQ4 = EnumSet.of(GgmlType.IQ4_NL, GgmlType.IQ4_XS);
    private static final Set<GgmlType> IQ_GRIDS = EnumSet.of(
            GgmlType.IQ1_S,
            GgmlType.IQ1_M,
            GgmlType.IQ2_XXS,
            GgmlType.IQ2_XS,
            GgmlType.IQ2_S,
            GgmlType.IQ3_XXS,
            GgmlType.IQ3_S);

    private enum Part {
        KERNELS,
        LADDER
    }

    private EncodeBench() {}

    public static void main(String[] args) throws Exception {
        Set<Part> parts = parts(List.of(args));
        if (parts.isEmpty()) {
            System.err.println(
                    "./kennel bench encode [--only kernels|ladder]: '" + String.join(" ", args) + "' is neither");
            System.exit(2);
        }
        List<String> figures = new ArrayList<>();
        if (parts.contains(Part.KERNELS)) {
            figures.addAll(figures(measureKernels()));
        }
        if (parts.contains(Part.LADDER)) {
            Path like = Path.of(System.getProperty("kennel.demo.directory"), "models/pup-qwen3.5-moe-9m-bf16.gguf");
            double ratio = new LadderBench(System.out, Shape.QWEN_35B, BenchRecipes.ladder()).run(like);
            figures.add(figure("ladder_ratio", ratio));
        }
        System.out.println("result: " + String.join(" ", figures));
    }

    /// None when it is not understood.
    private static Set<Part> parts(List<String> args) {
        if (args.isEmpty()) {
            return EnumSet.allOf(Part.class);
        }
        return Arrays.stream(Part.values())
                .filter(part -> args.equals(List.of("--only", part.name().toLowerCase(Locale.ROOT))))
                .collect(Collectors.toSet());
    }

    private static List<BenchedKernel> measureKernels() {
        VectorWidth width = VectorWidth.preferred()
                .orElseThrow(() -> new IllegalStateException("This machine has no vectors that Java can use"));
        RowEncoder ggml = Llama.configured().rowEncoder();
        var simd = new SimdRows(width, ggml::widen);
        System.out.printf("vectors: %s%n", width);
        System.out.println("| type | weights | ggml M/s | simd M/s | ratio |");
        System.out.println("|---|---|---|---|---|");
        List<BenchedKernel> results = new ArrayList<>();
        for (GgmlType type : GgmlType.values()) {
            if (simd.supports(type)) {
                results.addAll(measure(new BenchedKernels(ggml, simd, type)));
            }
        }
        return results;
    }

    private static List<BenchedKernel> measure(BenchedKernels kernels) {
        List<BenchedKernel> results = new ArrayList<>();
        if (!ImportanceRules.abortsWithout(kernels.type())) {
            results.add(kernels.measure(false));
        }
        if (ImportanceRules.affect(kernels.type())) {
            results.add(kernels.measure(true));
        }
        results.forEach(result -> System.out.printf(
                Locale.ROOT,
                "| %s | %s | %.1f | %.1f | %.2f |%n",
                result.type().ggmlName(),
                result.weighted() ? "yes" : "no",
                result.ggml(),
                result.simd(),
                result.ratio()));
        return results;
    }

    private static List<String> figures(List<BenchedKernel> results) {
        return Stream.of(
                        mean("simd_ratio_k", K, results),
                        mean("simd_ratio_iq4", IQ4, results),
                        mean("simd_ratio_iq_grids", IQ_GRIDS, results))
                .flatMap(Optional::stream)
                .toList();
    }

    /// The geometric mean over a family; none where none of it has kernels.
    private static Optional<String> mean(String name, Set<GgmlType> family, List<BenchedKernel> results) {
        OptionalDouble mean = results.stream()
                .filter(result -> family.contains(result.type()))
                .mapToDouble(result -> Math.log(result.ratio()))
                .average();
        return mean.isEmpty() ? Optional.empty() : Optional.of(figure(name, Math.exp(mean.getAsDouble())));
    }

    private static String figure(String name, double value) {
        return String.format(Locale.ROOT, "%s=%.2f", name, value);
    }

    /// @param ggml million weights a second, as `simd`
    record BenchedKernel(GgmlType type, boolean weighted, double ggml, double simd) {

        double ratio() {
            return simd / ggml;
        }
    }
}
