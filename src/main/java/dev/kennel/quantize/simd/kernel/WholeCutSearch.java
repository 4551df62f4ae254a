package dev.kennel.quantize.simd.kernel;

import jdk.incubator.vector.FloatVector;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.constant;
import static dev.kennel.quantize.simd.lane.Lanes.floats;

/// The search of IQ1_S: a group of 32 is shifted as a whole, up or down.
final class WholeCutSearch extends CutSearch {

    private static final int SIZE = 32;

    /// Up to each place: sums of weight times value, and of weights.
    private final float[] sumX = new float[(SIZE + 1) * COUNT];

    private final float[] sumW = new float[(SIZE + 1) * COUNT];

    /// What the values from each place on add to a trial.
    private final float[] restXUp = new float[(SIZE + 1) * COUNT];

    private final float[] restXDown = new float[(SIZE + 1) * COUNT];
    private final float[] restWUp = new float[(SIZE + 1) * COUNT];
    private final float[] restWDown = new float[(SIZE + 1) * COUNT];

    WholeCutSearch() {
        super(SIZE, 2, 1e-12f);
    }

    @Override
    void sums(float[] x, float[] w, int from) {
        sort(x, w, from);
        addUp(sumX);
        addUp(sumW);
        for (int place = 0; place <= SIZE; place++) {
            rest(place);
        }
    }

    private void sort(float[] x, float[] w, int from) {
        for (int i = 0; i < SIZE; i++) {
            for (int lane = 0; lane < COUNT; lane++) {
                int at = (sorted(i, lane) + 1) * COUNT + lane;
                int source = (from + i) * COUNT + lane;
                sumX[at] = w[source] * x[source];
                sumW[at] = w[source];
            }
        }
    }

    private void addUp(float[] sums) {
        FloatVector sum = constant(0f);
        sum.intoArray(sums, 0);
        for (int place = 1; place <= SIZE; place++) {
            sum = sum.add(floats(sums, place));
            sum.intoArray(sums, place * COUNT);
        }
    }

    private void rest(int place) {
        FloatVector x = floats(sumX, SIZE).sub(floats(sumX, place));
        x.mul(UP[2]).intoArray(restXUp, place * COUNT);
        x.mul(DOWN[2]).intoArray(restXDown, place * COUNT);
        FloatVector w = floats(sumW, SIZE).sub(floats(sumW, place));
        w.mul(UP[2]).mul(UP[2]).intoArray(restWUp, place * COUNT);
        w.mul(DOWN[2]).mul(DOWN[2]).intoArray(restWDown, place * COUNT);
    }

    /// What lies between the places differs in sign only.
    @Override
    void tryAll(int first) {
        FloatVector x = floats(sumX, first);
        FloatVector w = floats(sumW, first);
        FloatVector xUp = x.mul(UP[0]);
        FloatVector xDown = x.mul(DOWN[0]);
        FloatVector wUp = w.mul(UP[0]).mul(UP[0]);
        FloatVector wDown = w.mul(DOWN[0]).mul(DOWN[0]);
        for (int second = first; second <= SIZE; second++) {
            int trial = 2 * (second - first);
            FloatVector between = floats(sumX, second).sub(x).mul(DELTA);
            FloatVector betweenW = floats(sumW, second).sub(w).mul(DELTA).mul(DELTA);
            sumXQ.put(trial, xUp.add(between).add(floats(restXUp, second)));
            sumQQ.put(trial, wUp.add(betweenW).add(floats(restWUp, second)));
            sumXQ.put(trial + 1, xDown.sub(between).add(floats(restXDown, second)));
            sumQQ.put(trial + 1, wDown.add(betweenW).add(floats(restWDown, second)));
        }
    }
}
