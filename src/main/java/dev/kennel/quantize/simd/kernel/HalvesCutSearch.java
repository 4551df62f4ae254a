package dev.kennel.quantize.simd.kernel;

import jdk.incubator.vector.FloatVector;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.constant;
import static dev.kennel.quantize.simd.lane.Lanes.floats;

/// The search of IQ1_M: a group of 16 is sorted and cut as a whole, but each half is shifted for itself. The shift's
/// number has a bit for each half, the first one's above; a bit that is set is a shift down.
final class HalvesCutSearch extends CutSearch {

    private static final int SIZE = 16;
    private static final float UP_BELOW = UP[0] * UP[0] - UP[1] * UP[1];
    private static final float UP_ABOVE = UP[1] * UP[1] - UP[2] * UP[2];
    private static final float DOWN_BELOW = DOWN[0] * DOWN[0] - DOWN[1] * DOWN[1];
    private static final float DOWN_ABOVE = DOWN[1] * DOWN[1] - DOWN[2] * DOWN[2];

    private final Half first = new Half();
    private final Half second = new Half();

    /// What one half adds to a trial.
    private static final class Half {

        /// Up to each place: sums of weight times value, and of weights.
        private final float[] sumX = new float[(SIZE + 1) * COUNT];

        private final float[] sumW = new float[(SIZE + 1) * COUNT];

        /// All weights times values, times the highest level.
        private final float[] xUp = new float[COUNT];

        private final float[] xDown = new float[COUNT];

        /// What the weights up to the second place add.
        private final float[] wUp = new float[(SIZE + 1) * COUNT];

        private final float[] wDown = new float[(SIZE + 1) * COUNT];

        /// What the other weights add.
        private final float[] restUp = new float[COUNT];

        private final float[] restDown = new float[COUNT];

        void addUp() {
            addUp(sumX);
            addUp(sumW);
            FloatVector x = floats(sumX, SIZE);
            x.mul(UP[2]).intoArray(xUp, 0);
            x.mul(DOWN[2]).intoArray(xDown, 0);
            for (int place = 0; place <= SIZE; place++) {
                FloatVector w = floats(sumW, place);
                w.mul(UP_ABOVE).intoArray(wUp, place * COUNT);
                w.mul(DOWN_ABOVE).intoArray(wDown, place * COUNT);
            }
        }

        private static void addUp(float[] sums) {
            FloatVector sum = constant(0f);
            sum.intoArray(sums, 0);
            for (int place = 1; place <= SIZE; place++) {
                sum = sum.add(floats(sums, place));
                sum.intoArray(sums, place * COUNT);
            }
        }

        void cut(int place) {
            FloatVector all = floats(sumW, SIZE);
            FloatVector below = floats(sumW, place);
            all.mul(UP[2]).mul(UP[2]).add(below.mul(UP_BELOW)).intoArray(restUp, 0);
            all.mul(DOWN[2]).mul(DOWN[2]).add(below.mul(DOWN_BELOW)).intoArray(restDown, 0);
        }
    }

    HalvesCutSearch() {
        super(SIZE, 4, 1e-7f);
    }

    @Override
    void sums(float[] x, float[] w, int from) {
        for (int i = 0; i < SIZE; i++) {
            boolean inFirst = i < SIZE / 2;
            sort(x, w, from, i, inFirst ? first : second, inFirst ? second : first);
        }
        first.addUp();
        second.addUp();
    }

    /// A weight adds nothing to the half that it is not in.
    private void sort(float[] x, float[] w, int from, int element, Half in, Half out) {
        for (int lane = 0; lane < COUNT; lane++) {
            int at = (sorted(element, lane) + 1) * COUNT + lane;
            int source = (from + element) * COUNT + lane;
            in.sumX[at] = w[source] * x[source];
            in.sumW[at] = w[source];
            out.sumX[at] = 0;
            out.sumW[at] = 0;
        }
    }

    @Override
    void tryAll(int place) {
        first.cut(place);
        second.cut(place);
        addProducts(place);
        addSquares(place);
    }

    private void addProducts(int place) {
        FloatVector inFirst = floats(first.sumX, place);
        FloatVector inSecond = floats(second.sumX, place);
        FloatVector up = floats(first.xUp, 0);
        FloatVector down = floats(first.xDown, 0);
        FloatVector secondUp = floats(second.xUp, 0);
        FloatVector secondDown = floats(second.xDown, 0);
        for (int other = place; other <= SIZE; other++) {
            FloatVector below = inFirst.add(floats(first.sumX, other));
            FloatVector belowInSecond = inSecond.add(floats(second.sumX, other));
            int trial = 4 * (other - place);
            FloatVector ofUp = up.sub(below);
            FloatVector ofDown = down.sub(below);
            FloatVector ofSecondUp = secondUp.sub(belowInSecond);
            FloatVector ofSecondDown = secondDown.sub(belowInSecond);
            sumXQ.put(trial, ofUp.add(ofSecondUp));
            sumXQ.put(trial + 1, ofUp.add(ofSecondDown));
            sumXQ.put(trial + 2, ofDown.add(ofSecondUp));
            sumXQ.put(trial + 3, ofDown.add(ofSecondDown));
        }
    }

    private void addSquares(int place) {
        FloatVector up = floats(first.restUp, 0);
        FloatVector down = floats(first.restDown, 0);
        FloatVector secondUp = floats(second.restUp, 0);
        FloatVector secondDown = floats(second.restDown, 0);
        for (int other = place; other <= SIZE; other++) {
            int trial = 4 * (other - place);
            FloatVector ofUp = up.add(floats(first.wUp, other));
            FloatVector ofDown = down.add(floats(first.wDown, other));
            FloatVector ofSecondUp = secondUp.add(floats(second.wUp, other));
            FloatVector ofSecondDown = secondDown.add(floats(second.wDown, other));
            sumQQ.put(trial, ofUp.add(ofSecondUp));
            sumQQ.put(trial + 1, ofUp.add(ofSecondDown));
            sumQQ.put(trial + 2, ofDown.add(ofSecondUp));
            sumQQ.put(trial + 3, ofDown.add(ofSecondDown));
        }
    }
}
