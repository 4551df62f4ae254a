package dev.kennel.quantize.simd.kernel;

import java.util.Arrays;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

import dev.kennel.quantize.simd.lane.Lanes;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.INTS;
import static dev.kennel.quantize.simd.lane.Lanes.constant;
import static dev.kennel.quantize.simd.lane.Lanes.floats;

/// The points of a super-block of IQ1_S or IQ1_M, one for each octet of weights: the octet's levels where these are a
/// point, else the candidate with the least weighted error.
final class Iq1Points {

    static final int OCTET = 8;

    private static final int NUMBER_BITS = 3;

    /// Within a number, which is one more than twice its level.
    private static final int LEVEL_AT = 1;

    private static final int LEVEL = 3;
    private static final float[] ONE = new float[COUNT];

    static {
        Arrays.fill(ONE, 1f);
    }

    private final Grid grid;

    /// Of the point with number 0.
    private final int firstPlace;

    private final NearestCandidates nearest;

    /// Where the points are among the candidates.
    private final int[] places;

    /// What is added to a level, which is -1 and a shift.
    private final float[] bases;

    private final float[] sumXQ = new float[COUNT];
    private final float[] sumQQ = new float[COUNT];

    /// @param octets of a super-block
    Iq1Points(Grid grid, int octets) {
        this.grid = grid;
        this.nearest = new NearestCandidates(grid, octets * OCTET, CutSearch.UP, CutSearch.DOWN);
        this.firstPlace = grid.placeOf(0);
        this.places = new int[octets * COUNT];
        this.bases = new float[octets * COUNT];
    }

    /// Lets a lane have point 0.
    void takeFirst(int octet, int lane) {
        bases[octet * COUNT + lane] = CutSearch.UP[0];
        nearest.start[lane] = firstPlace;
        nearest.last[lane] = firstPlace;
    }

    /// Lets a lane have the point that its levels are, or the nearest.
    ///
    /// @param combination its levels
    /// @param down whether they are shifted down
    void take(int octet, int lane, int combination, boolean down) {
        nearest.table[lane] = down ? 1 : 0;
        bases[octet * COUNT + lane] = down ? CutSearch.DOWN[0] : CutSearch.UP[0];
        int list = grid.lists[combination];
        nearest.start[lane] = Grid.start(list);
        nearest.last[lane] = nearest.start[lane] + (list >>> Grid.COUNT_SHIFT);
    }

    /// Hears of a super-block.
    ///
    /// @param w weights of squared differences
    void start(float[] x, float[] w) {
        nearest.take(x, w, 0);
    }

    /// Finds an octet's points once all lanes have said what they have.
    ///
    /// @param scales where the scales are, at `slot`
    void find(int octet, float[] scales, int slot) {
        floats(scales, slot).intoArray(nearest.scale, 0);
        nearest.find(octet * OCTET, places, octet);
    }

    /// Finds the scales of a group again, in the lanes where a point is another than its levels.
    ///
    /// @param octet the group's first
    /// @param scales where the scales are, at `slot`
    void fit(float[] x, float[] w, int octet, int octets, float[] scales, int slot) {
        clearSums();
        IntVector off = IntVector.zero(INTS);
        for (int i = octet; i < octet + octets; i++) {
            off = off.or(IntVector.fromArray(INTS, grid.candidates, 0, places, i * COUNT));
        }
        VectorMask<Integer> moved = off.compare(VectorOperators.LT, 0);
        if (!moved.anyTrue()) {
            return;
        }
        for (int i = octet; i < octet + octets; i++) {
            addSums(x, w, i, ONE);
        }
        FloatVector xq = floats(sumXQ, 0);
        FloatVector qq = floats(sumQQ, 0);
        VectorMask<Float> fitted = moved.cast(Lanes.FLOATS)
                .and(xq.compare(VectorOperators.GT, 0f))
                .and(qq.compare(VectorOperators.GT, 0f));
        xq.div(qq).intoArray(scales, slot * COUNT, fitted);
    }

    void clearSums() {
        constant(0f).intoArray(sumXQ, 0);
        constant(0f).intoArray(sumQQ, 0);
    }

    /// Adds what an octet's point says to the sums.
    ///
    /// @param factor by which its values are multiplied
    void addSums(float[] x, float[] w, int octet, float[] factor) {
        IntVector candidate = IntVector.fromArray(INTS, grid.candidates, 0, places, octet * COUNT);
        FloatVector base = floats(bases, octet);
        FloatVector xq = floats(sumXQ, 0);
        FloatVector qq = floats(sumQQ, 0);
        for (int i = 0; i < OCTET; i++) {
            IntVector level = candidate
                    .lanewise(VectorOperators.LSHR, LEVEL_AT + i * NUMBER_BITS)
                    .and(LEVEL);
            FloatVector value = Lanes.toFloat(level).add(base).mul(floats(factor, 0));
            FloatVector product = floats(w, octet * OCTET + i).mul(value);
            xq = xq.add(product.mul(floats(x, octet * OCTET + i)));
            qq = qq.add(product.mul(value));
        }
        xq.intoArray(sumXQ, 0);
        qq.intoArray(sumQQ, 0);
    }

    /// Replaces the scales that the sums have a better one for; those that are zero stay.
    void fitScale(float[] scale) {
        FloatVector qq = floats(sumQQ, 0);
        VectorMask<Float> fitted =
                qq.compare(VectorOperators.GT, 0f).and(floats(scale, 0).compare(VectorOperators.NE, 0f));
        floats(sumXQ, 0).div(qq).intoArray(scale, 0, fitted);
    }

    /// Writes the numbers of an octet's points.
    void takeNumbers(int octet, int[] numbers) {
        IntVector.fromArray(INTS, grid.points, 0, places, octet * COUNT).intoArray(numbers, octet * COUNT);
    }
}
