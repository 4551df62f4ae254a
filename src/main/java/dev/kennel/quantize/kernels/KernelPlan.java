package dev.kennel.quantize.kernels;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.codebook.Iq4Values;
import dev.kennel.quantize.codebook.Mxfp4Exponent;

/// Which sources encode a type, with which constants, in which passes.
///
/// @param sources names of resources, without `.cl`
/// @param constants what the sources need defined
/// @param passes in their order
/// @param onGrid whether they take a grid as further arguments
public record KernelPlan(List<String> sources, Map<String, String> constants, List<Pass> passes, boolean onGrid) {

    private static final String ENCODE = "encode";
    private static final String SEARCH = "search";
    private static final String GRID = "grid";
    private static final int SUPER_BLOCK = 256;

    public static boolean exists(GgmlType type) {
        return switch (type) {
            case Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q2_K, Q3_K, Q4_K, Q5_K, Q6_K -> true;
            case IQ4_NL, IQ4_XS, MXFP4, Q1_0, Q2_0, TQ1_0, TQ2_0 -> true;
            case IQ2_XXS, IQ2_XS, IQ2_S, IQ3_XXS, IQ3_S, IQ1_S, IQ1_M -> true;
            case F32, F16, BF16, NVFP4, Q8_1, Q8_K, I8, I16, I32, I64, F64 -> false;
        };
    }

    /// @param weighted whether importance weights are given; they choose another algorithm, not only other numbers
    public static KernelPlan of(GgmlType type, boolean weighted) {
        Builder plan = new Builder(type, weighted);
        return switch (type) {
            case Q4_0 -> plan.symmetric(4);
            case Q5_0 -> plan.symmetric(5);
            case Q4_1 -> plan.affine(4);
            case Q5_1 -> plan.affine(5);
            case Q8_0 -> plan.blocks("q8_0");
            case Q1_0 -> plan.blocks("q1_0");
            case Q2_0 -> plan.blocks("q2_0");
            case TQ1_0 -> plan.with("DIGITS", 1).blocks("ternary");
            case TQ2_0 -> plan.with("DIGITS", 0).blocks("ternary");
            case MXFP4 -> plan.mxfp4();
            case IQ4_NL, IQ4_XS -> plan.iq4();
            case Q2_K -> plan.q2();
            case Q4_K -> plan.q4();
            case Q5_K -> plan.q5();
            case Q3_K ->
                plan.with("REACH", 4).groups(16, "symmetric_search", "symmetric_super", "refining_search", "q3_k");
            case Q6_K -> plan.with("REACH", 32).groups(16, "symmetric_search", "symmetric_super", "q6_k");
            case IQ2_XXS -> plan.iq2Xxs();
            case IQ2_XS -> plan.iq2Xs();
            case IQ2_S -> plan.iq2S();
            case IQ3_XXS -> plan.iq3Xxs();
            case IQ3_S -> plan.iq3S();
            case IQ1_S -> plan.iq1(32, "1e-12f", 2, "1.125f", "whole_cut_search", "iq1_s");
            case IQ1_M -> plan.iq1(16, "1e-7f", 4, "1.1125f", "halves_cut_search", "iq1_m");
            case F32, F16, BF16, NVFP4, Q8_1, Q8_K, I8, I16, I32, I64, F64 -> throw none(type);
        };
    }

    /// Of rows of F16 or BF16, before all others.
    public static KernelPlan widening(GgmlType source) {
        Map<String, String> constants = Map.of("HALVES", source == GgmlType.F16 ? "1" : "0");
        return new KernelPlan(List.of("widen"), constants, List.of(Pass.over(1, "widen")), false);
    }

    private static IllegalArgumentException none(GgmlType type) {
        return new IllegalArgumentException("No kernel encodes " + type.ggmlName());
    }

    /// The constants as source.
    String preamble() {
        return constants.entrySet().stream()
                .map(constant -> "#define %s %s%n".formatted(constant.getKey(), constant.getValue()))
                .collect(Collectors.joining());
    }

    private static final class Builder {

        private final GgmlType type;
        private final boolean weighted;
        private final Map<String, String> constants = new LinkedHashMap<>();

        Builder(GgmlType type, boolean weighted) {
            this.type = type;
            this.weighted = weighted;
            with("SIZE", type.blockSize())
                    .with("BLOCK_BYTES", type.blockBytes())
                    .with("WEIGHTED", weighted ? 1 : 0);
        }

        Builder with(String name, Object value) {
            constants.put(name, value.toString());
            return this;
        }

        /// One pass, an item a block.
        KernelPlan blocks(String... sources) {
            return plan(List.of(Pass.over(type.blockSize(), ENCODE)), sources);
        }

        /// A pass over groups that finds their scales, then one over blocks.
        KernelPlan groups(int group, String... sources) {
            with("GROUP", group);
            return plan(List.of(Pass.over(group, SEARCH), Pass.over(type.blockSize(), ENCODE)), sources);
        }

        private KernelPlan plan(List<Pass> passes, String... sources) {
            List<String> all = Stream.concat(Stream.of("arithmetic"), Arrays.stream(sources))
                    .toList();
            return new KernelPlan(all, constants, passes, all.contains(GRID));
        }

        /// The types of 32 weights take the row's mean square into their importance.
        private KernelPlan uniform(String... sources) {
            Pass encode = Pass.over(type.blockSize(), ENCODE);
            return plan(weighted ? List.of(Pass.overRows("measure_rows"), encode) : List.of(encode), sources);
        }

        KernelPlan symmetric(int bits) {
            return with("BITS", bits).uniform("uniform", "symmetric_search", "symmetric");
        }

        KernelPlan affine(int bits) {
            return with("BITS", bits)
                    .with("GROUP", type.blockSize())
                    .weightedTrials(bits)
                    .uniform("uniform", "affine_search", "affine");
        }

        /// What all types with a minimum do with importance weights.
        private Builder weightedTrials(int bits) {
            return trials(bits, "-0.9f", "0.05f", 36, false);
        }

        /// @param offset the first trial's inverse scale is `(offset + top) / range`
        /// @param step from one trial to the next
        /// @param trials after the first
        private Builder trials(int bits, String offset, String step, int trials, boolean magnitudes) {
            return with("TOP", (1 << bits) - 1)
                    .with("TRIAL_OFFSET", offset)
                    .with("TRIAL_STEP", step)
                    .with("TRIALS", trials)
                    .with("ERROR_IS_MAGNITUDE", magnitudes ? 1 : 0);
        }

        KernelPlan q2() {
            Builder plan = weighted ? weightedTrials(2) : trials(2, "-0.5f", "0.1f", 15, true);
            return plan.with("VARIANCES", "1.f")
                    .with("ABOVE_MEAN", 0)
                    .with("TOP_SCALE", 15)
                    .affineSuper(2, 16);
        }

        /// With importance weights a level that is too high runs over into its neighbour.
        KernelPlan q4() {
            Builder plan = weighted ? weightedTrials(4) : trials(4, "-1.f", "0.1f", 20, false);
            return plan.sixBitScales(weighted ? 255 : 63).affineSuper(4, 32);
        }

        KernelPlan q5() {
            Builder plan = weighted ? weightedTrials(5) : trials(5, "-0.5f", "0.1f", 15, false);
            return plan.sixBitScales(63).affineSuper(5, 32);
        }

        /// @param mostStored what levels of scales and minima are cut to
        private Builder sixBitScales(int mostStored) {
            return with("VARIANCES", "2.f")
                    .with("ABOVE_MEAN", 1)
                    .with("TOP_SCALE", 63)
                    .with("MOST_STORED", mostStored);
        }

        private KernelPlan affineSuper(int bits, int group) {
            return with("BITS", bits)
                    .with("GROUPS", SUPER_BLOCK / group)
                    .with("SCALES", SUPER_BLOCK / group)
                    .groups(group, "affine_search", "scale_search", "affine_super");
        }

        KernelPlan iq4() {
            String values = Arrays.stream(Iq4Values.values())
                    .mapToObj(value -> value + ".f")
                    .collect(Collectors.joining(", "));
            return with("IQ4_VALUES", values)
                    .with("IQ4_THRESHOLDS", floats(Iq4Values.thresholds()))
                    .groups(32, "codebook_search", "iq4");
        }

        KernelPlan iq2Xxs() {
            return pointsOfEight()
                    .trials(6, "0.1f", "1e-15f", Refined.ALL)
                    .superScale("1.f", "1.f")
                    .with("EVEN_SIGNS", 1)
                    .with("FITTED", 1)
                    .with("SCALES", 32)
                    .with("TOP_SCALE", 4)
                    .groups(32, GRID, "scale_search", "grid_search", "iq2_xxs", "grid_super");
        }

        KernelPlan iq2Xs() {
            return pointsOfEight()
                    .trials(9, "0.1f", "1e-15f", Refined.OFF_GRID)
                    .superScale("1.f", "1.f")
                    .with("EVEN_SIGNS", 1)
                    .gridSuper(16, "iq2_xs");
        }

        KernelPlan iq2S() {
            return pointsOfEight()
                    .trials(9, "0.1f", "1e-8f", Refined.OFF_GRID)
                    .superScale("2.f", "0.9875f")
                    .with("ABOVE_VARIANCE", 1)
                    .with("STAYS_WITHOUT_SCALE", 1)
                    .gridSuper(16, "iq2_s");
        }

        KernelPlan iq3Xxs() {
            return pointsOfFour()
                    .trials(15, "0.2f", "1e-8f", Refined.OFF_GRID)
                    .superScale("2.f", "1.0125f")
                    .with("EVEN_SIGNS", 1)
                    .gridSuper(32, "iq3_xxs");
        }

        KernelPlan iq3S() {
            return pointsOfFour()
                    .trials(9, "0.2f", "0.f", Refined.ALL_OF_OFF_GRID)
                    .superScale("2.f", "1.033f")
                    .with("STAYS_WITHOUT_SCALE", 1)
                    .gridSuper(32, "iq3_s");
        }

        /// @param shifts how many there are to choose from
        KernelPlan iq1(int group, String least, int shifts, String fudge, String search, String encode) {
            return pointsOfEight()
                    .superScale("2.f", fudge)
                    .with("SHIFTED", 1)
                    .with("SHIFTS", shifts)
                    .with("LEAST", least)
                    .groups(group, GRID, "cut_search", search, "iq1", encode);
        }

        /// Three levels.
        private Builder pointsOfEight() {
            return points(8, 2, 3, 2);
        }

        /// Eight levels.
        private Builder pointsOfFour() {
            return points(4, 3, 4, 7);
        }

        /// As `GridCandidates` packs them, and what most of the types do not have.
        private Builder points(int dimensions, int levelBits, int numberBits, int topLevel) {
            return with("DIMENSIONS", dimensions)
                    .with("LEVEL_BITS", levelBits)
                    .with("NUMBER_BITS", numberBits)
                    .with("TOP_LEVEL", topLevel)
                    .with("ABOVE_VARIANCE", 0)
                    .with("EVEN_SIGNS", 0)
                    .with("FITTED", 0)
                    .with("SHIFTED", 0)
                    .with("STAYS_WITHOUT_SCALE", 0);
        }

        /// What is looked up again with the scale that was found; by its place in `grid_search.cl`.
        private enum Refined {
            OFF_GRID,
            ALL_OF_OFF_GRID,
            ALL
        }

        /// @param reach trials on either side of the middle
        /// @param step from one to the next
        /// @param least magnitude of a group that is not taken for zeros
        private Builder trials(int reach, String step, String least, Refined refined) {
            return with("TRIAL_REACH", reach)
                    .with("TRIAL_STEP", step)
                    .with("LEAST", least)
                    .with("REFINED", refined.ordinal());
        }

        /// @param variances how often the super-block's variance is taken
        /// @param fudge what its scale is multiplied by
        private Builder superScale(String variances, String fudge) {
            return with("VARIANCES", variances).with("FUDGE", fudge);
        }

        private KernelPlan gridSuper(int group, String encode) {
            return groups(group, GRID, "grid_search", encode, "grid_super");
        }

        KernelPlan mxfp4() {
            float[] powers = Mxfp4Exponent.powers();
            return with("LEAST_EXPONENT", Mxfp4Exponent.LEAST)
                    .with("EXPONENTS", powers.length)
                    .with("MXFP4_POWERS", floats(powers))
                    .blocks("mxfp4");
        }

        /// Exact: in hexadecimal.
        private static String floats(float[] values) {
            return IntStream.range(0, values.length)
                    .mapToObj(i -> Float.toHexString(values[i]) + "f")
                    .collect(Collectors.joining(", "));
        }
    }
}
