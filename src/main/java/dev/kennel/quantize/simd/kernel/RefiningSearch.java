package dev.kennel.quantize.simd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

import dev.kennel.quantize.simd.lane.Extremes;
import dev.kennel.quantize.simd.lane.Lanes;
import dev.kennel.quantize.simd.lane.Scratch;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.INTS;
import static dev.kennel.quantize.simd.lane.Lanes.constant;
import static dev.kennel.quantize.simd.lane.Lanes.floats;

/// Finds, for a group of weights, levels `-half..half-1` and a scale: starts from the farthest weight at
/// `-half` and moves single levels while the fit, weighted by squares, gets better. Serves Q3_K without
/// importance weights.
///
/// Most levels stay in all lanes: a loop without calls, which C2 keeps in registers, looks for one that may move, and
/// [#move] finds out again for that one.
final class RefiningSearch {

    private static final float LEAST_MAGNITUDE = 1e-15f;
    private static final int REFINEMENTS = 5;

    private final int groups;
    private final int count;
    private final int half;
    private final Scratch x;

    /// As floats, and what each adds to the sums.
    private final Scratch level;

    private final Scratch partXL;
    private final Scratch partLL;

    private final Scratch farthest;
    private final Scratch sumXL = new Scratch(1);
    private final Scratch sumLL = new Scratch(1);

    /// @param groups in a tile
    /// @param count weights in a group
    RefiningSearch(int groups, int count, int half) {
        this.groups = groups;
        this.count = count;
        this.half = half;
        this.farthest = new Scratch(groups);
        this.x = new Scratch(count);
        this.level = new Scratch(count);
        this.partXL = new Scratch(count);
        this.partLL = new Scratch(count);
    }

    /// Searches the groups of a tile, in lane layout throughout.
    ///
    /// @param levels where the levels go, `half` added; all zero for a group of zeros
    /// @param scales where the scales go; 0 for a group of zeros
    void run(float[] x, int[] levels, float[] scales) {
        measure(x);
        for (int group = 0; group < groups; group++) {
            first(x, group);
            int end = count;
            for (int i = 0; i < REFINEMENTS && end > 0; i++) {
                end = refine(end);
            }
            finish(group, levels, scales);
        }
    }

    /// All groups at once wait less for their comparisons.
    private void measure(float[] x) {
        for (int group = 0; group < groups; group++) {
            farthest.put(group, Extremes.farthest(x, group * count, count));
        }
    }

    private void first(float[] x, int group) {
        int from = group * count;
        FloatVector factor = constant(-half).div(farthest.get(group));
        FloatVector xl = constant(0f);
        FloatVector ll = constant(0f);
        for (int i = 0; i < count; i++) {
            FloatVector value = floats(x, from + i);
            FloatVector weight = value.mul(value);
            FloatVector nearest = Lanes.nearLevel(factor.mul(value), half - 1);
            FloatVector addsXL = weight.mul(value).mul(nearest);
            FloatVector addsLL = weight.mul(nearest).mul(nearest);
            xl = xl.add(addsXL);
            ll = ll.add(addsLL);
            this.x.put(i, value);
            level.put(i, nearest);
            partXL.put(i, addsXL);
            partLL.put(i, addsLL);
        }
        sumXL.put(0, xl);
        sumLL.put(0, ll);
    }

    /// Moves levels once. A lane without a change stays without one: going on for the others does it no harm.
    ///
    /// @param end the weights from it on were looked at since the sums last changed
    /// @return the same for the next time; 0 when nothing changed
    private int refine(int end) {
        int next = 0;
        for (int i = nextMoving(0, end); i < end; i = nextMoving(i + 1, end)) {
            if (move(i)) {
                next = i + 1;
                end = count;
            }
        }
        return next;
    }

    /// The first weight from one on whose level might move in some lane, else the end.
    private int nextMoving(int first, int end) {
        FloatVector xl = sumXL.get(0);
        FloatVector ll = sumLL.get(0);
        for (int i = first; i < end; i++) {
            FloatVector restXL = xl.sub(partXL.get(i));
            FloatVector restLL = ll.sub(partLL.get(i));
            FloatVector nearest = Lanes.level(x.get(i).mul(restLL).div(restXL), -half, half - 1);
            VectorMask<Float> moves =
                    nearest.compare(VectorOperators.NE, level.get(i)).and(restXL.compare(VectorOperators.GT, 0f));
            if (moves.anyTrue()) {
                return i;
            }
        }
        return end;
    }

    private boolean move(int i) {
        FloatVector value = x.get(i);
        FloatVector weight = value.mul(value);
        FloatVector xl = sumXL.get(0);
        FloatVector ll = sumLL.get(0);
        FloatVector old = level.get(i);
        FloatVector oldXL = partXL.get(i);
        FloatVector oldLL = partLL.get(i);
        FloatVector restXL = xl.sub(oldXL);
        FloatVector restLL = ll.sub(oldLL);
        FloatVector nearest = Lanes.level(value.mul(restLL).div(restXL), -half, half - 1);
        FloatVector addsXL = weight.mul(value).mul(nearest);
        FloatVector addsLL = weight.mul(nearest).mul(nearest);
        FloatVector newXL = restXL.add(addsXL);
        FloatVector newLL = restLL.add(addsLL);
        VectorMask<Float> better = newXL.mul(newXL)
                .mul(ll)
                .compare(VectorOperators.GT, xl.mul(xl).mul(newLL))
                .and(restXL.compare(VectorOperators.GT, 0f))
                .and(newLL.compare(VectorOperators.GT, 0f))
                .and(nearest.compare(VectorOperators.NE, old));
        sumXL.put(0, xl.blend(newXL, better));
        sumLL.put(0, ll.blend(newLL, better));
        level.put(i, old.blend(nearest, better));
        partXL.put(i, oldXL.blend(addsXL, better));
        partLL.put(i, oldLL.blend(addsLL, better));
        return better.anyTrue();
    }

    private void finish(int group, int[] levels, float[] scales) {
        int from = group * count;
        VectorMask<Float> zero = farthest.get(group).abs().compare(VectorOperators.LT, LEAST_MAGNITUDE);
        Lanes.ratio(sumXL.get(0), sumLL.get(0)).blend(0f, zero).intoArray(scales, group * COUNT);
        VectorMask<Integer> none = zero.cast(INTS);
        for (int i = 0; i < count; i++) {
            Lanes.fromLeast(level.get(i), -half).blend(0, none).intoArray(levels, (from + i) * COUNT);
        }
    }
}
