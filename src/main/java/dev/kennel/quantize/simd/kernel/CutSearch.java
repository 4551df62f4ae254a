package dev.kennel.quantize.simd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

import dev.kennel.quantize.simd.lane.Extremes;
import dev.kennel.quantize.simd.lane.Scratch;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.FLOATS;
import static dev.kennel.quantize.simd.lane.Lanes.INTS;
import static dev.kennel.quantize.simd.lane.Lanes.constant;
import static dev.kennel.quantize.simd.lane.Lanes.floats;
import static dev.kennel.quantize.simd.lane.Lanes.ints;

/// Finds, for a group of weights, levels 0 to 2 and a scale: sorts the weights, tries every way to cut them into three
/// at two places, and keeps the best fit. The levels stand for -1, 0 and 1, shifted up or down by [#DELTA]; which of
/// the shifts is used is found too.
///
/// Weights are sorted by rank: how many others are below, or equal and earlier. Zeros of either sign are equal.
abstract class CutSearch {

    static final float DELTA = 0.125f;

    /// The three levels, shifted up and down.
    static final float[] UP = {-1 + DELTA, DELTA, 1 + DELTA};

    static final float[] DOWN = {-1 - DELTA, -DELTA, 1 - DELTA};

    private static final int NONE = -1;
    private static final int PLACE_BITS = 6;
    private static final int PLACE = (1 << PLACE_BITS) - 1;

    /// Every level of an octet at 2, two bits each.
    private static final int HIGHEST = 0xaaaa;

    private static final int OCTET = 8;

    /// Weights in a group.
    final int count;

    /// Of the trials with one first place, what values and levels add up to, and what squares of levels do: for each
    /// second place from the first on a trial for each shift.
    final Scratch sumXQ;

    final Scratch sumQQ;

    private final int topShift;
    private final int shiftBits;
    private final float leastMagnitude;
    private final int[] ranks;

    /// Of the best trial so far: its fit, a number that is larger for a better one, its scale, and what it was.
    private final float[] quality = new float[COUNT];

    private final float[] scale = new float[COUNT];
    private final int[] cut = new int[COUNT];
    private final int[] zero = new int[COUNT];

    /// @param shifts how many there are to choose from, a power of two
    /// @param leastMagnitude of a group that is not taken for zeros
    CutSearch(int count, int shifts, float leastMagnitude) {
        this.count = count;
        this.sumXQ = new Scratch((count + 1) * shifts);
        this.sumQQ = new Scratch((count + 1) * shifts);
        this.topShift = shifts - 1;
        this.shiftBits = Integer.bitCount(topShift);
        this.leastMagnitude = leastMagnitude;
        this.ranks = new int[count * COUNT];
    }

    /// Searches a group, in lane layout throughout.
    ///
    /// @param w the weights' weights
    /// @param from the group's first weight
    final void run(float[] x, float[] w, int from) {
        for (int i = 0; i < count; i++) {
            rank(x, from, i);
        }
        start(x, from);
        sums(x, w, from);
        for (int first = 0; first <= count; first++) {
            tryAll(first);
            keepBest(first);
        }
        findZeros();
    }

    private void rank(float[] x, int from, int element) {
        FloatVector value = floats(x, from + element);
        IntVector rank = IntVector.zero(INTS);
        for (int i = 0; i < element; i++) {
            rank = rank.add(
                    1, floats(x, from + i).compare(VectorOperators.LE, value).cast(INTS));
        }
        for (int i = element + 1; i < count; i++) {
            rank = rank.add(
                    1, floats(x, from + i).compare(VectorOperators.LT, value).cast(INTS));
        }
        rank.intoArray(ranks, element * COUNT);
    }

    private void start(float[] x, int from) {
        FloatVector most = Extremes.farthest(x, from, count).abs();
        VectorMask<Integer> zeros =
                most.compare(VectorOperators.LT, leastMagnitude).cast(INTS);
        IntVector.zero(INTS).blend(NONE, zeros).intoArray(zero, 0);
        constant(-Float.MAX_VALUE).intoArray(quality, 0);
        constant(0f).intoArray(scale, 0);
        IntVector.broadcast(INTS, NONE).intoArray(cut, 0);
    }

    /// Adds up the sorted weights.
    abstract void sums(float[] x, float[] w, int from);

    /// Leaves the sums of the trials with a first place.
    abstract void tryAll(int first);

    /// Where a weight of a lane lies among the sorted ones.
    final int sorted(int element, int lane) {
        return ranks[element * COUNT + lane];
    }

    private void keepBest(int first) {
        FloatVector bestScale = floats(scale, 0);
        FloatVector best = floats(quality, 0);
        IntVector bestCut = ints(cut, 0);
        int trials = (count + 1 - first) << shiftBits;
        for (int i = 0; i < trials; i++) {
            FloatVector xq = sumXQ.get(i);
            FloatVector qq = sumQQ.get(i);
            VectorMask<Float> better =
                    xq.mul(xq).compare(VectorOperators.GT, best.mul(qq)).and(qq.compare(VectorOperators.GT, 0f));
            FloatVector fitted = xq.div(qq);
            bestScale = bestScale.blend(fitted, better);
            best = best.blend(fitted.mul(xq), better);
            int second = first + (i >> shiftBits);
            int code = first | second << PLACE_BITS | (i & topShift) << 2 * PLACE_BITS;
            bestCut = bestCut.blend(code, better.cast(INTS));
        }
        bestScale.intoArray(scale, 0);
        best.intoArray(quality, 0);
        bestCut.intoArray(cut, 0);
    }

    private void findZeros() {
        VectorMask<Integer> none = ints(cut, 0).compare(VectorOperators.EQ, NONE);
        ints(zero, 0).blend(NONE, none).intoArray(zero, 0);
    }

    /// Whether a lane's group is one of zeros, or nothing fits it.
    final boolean isZero(int lane) {
        return zero[lane] != 0;
    }

    /// Writes the scale, which is not below zero, and the number of the shift; both are zero for a group of zeros.
    final void takeScale(float[] scales, int[] shifts, int slot) {
        FloatVector found = floats(scale, 0);
        VectorMask<Float> minus = found.compare(VectorOperators.LT, 0f);
        VectorMask<Integer> zeros = ints(zero, 0).compare(VectorOperators.NE, 0);
        found.blend(found.neg(), minus).blend(0f, zeros.cast(FLOATS)).intoArray(scales, slot * COUNT);
        IntVector shift = ints(cut, 0).lanewise(VectorOperators.LSHR, 2 * PLACE_BITS);
        IntVector turned = IntVector.broadcast(INTS, topShift).sub(shift);
        shift.blend(turned, minus.cast(INTS)).blend(0, zeros).intoArray(shifts, slot * COUNT);
    }

    /// Writes eight levels, two bits each, the first lowest.
    ///
    /// @param octet within the group
    final void takeLevels(int octet, int[] combinations, int slot) {
        IntVector first = ints(cut, 0).and(PLACE);
        IntVector second =
                ints(cut, 0).lanewise(VectorOperators.LSHR, PLACE_BITS).and(PLACE);
        IntVector levels = IntVector.zero(INTS);
        for (int i = OCTET - 1; i >= 0; i--) {
            IntVector rank = ints(ranks, octet * OCTET + i);
            levels = levels.lanewise(VectorOperators.LSHL, 2)
                    .add(1, rank.compare(VectorOperators.GE, first))
                    .add(1, rank.compare(VectorOperators.GE, second));
        }
        VectorMask<Integer> minus =
                floats(scale, 0).compare(VectorOperators.LT, 0f).cast(INTS);
        IntVector turned = IntVector.broadcast(INTS, HIGHEST).sub(levels);
        levels.blend(turned, minus).intoArray(combinations, slot * COUNT);
    }
}
