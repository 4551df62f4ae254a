package dev.kennel.quantize.simd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.FLOATS;
import static dev.kennel.quantize.simd.lane.Lanes.INTS;
import static dev.kennel.quantize.simd.lane.Lanes.floats;
import static dev.kennel.quantize.simd.lane.Lanes.selected;

/// Brings numbers into lane layout: as many runs of numbers as there are lanes, one in each. Squares of them are
/// transposed by exchanging the halves of pairs of vectors, then the quarters, and so on: faster than gathering.
final class Transposer {

    private static final IntVector LANE = IntVector.zero(INTS).addIndex(1);

    private Transposer() {}

    /// @param starts where each lane's first number is
    /// @param count a multiple of the lanes
    static void transpose(float[] from, int[] starts, float[] to, int count) {
        for (int column = 0; column < count; column += COUNT) {
            exchangeHalvesAndQuarters(from, starts, column, to);
            if (COUNT == 16) {
                exchangeTwice(to, column);
            } else if (COUNT == 8) {
                exchange(to, column);
            }
        }
    }

    private static void exchangeHalvesAndQuarters(float[] from, int[] starts, int column, float[] to) {
        int quarter = COUNT / 4;
        IntVector far = LANE.lanewise(VectorOperators.XOR, 2 * quarter);
        IntVector near = LANE.lanewise(VectorOperators.XOR, quarter);
        VectorMask<Float> upper =
                LANE.and(2 * quarter).compare(VectorOperators.NE, 0).cast(FLOATS);
        VectorMask<Float> odd = LANE.and(quarter).compare(VectorOperators.NE, 0).cast(FLOATS);
        for (int i = 0; i < quarter; i++) {
            FloatVector a = FloatVector.fromArray(FLOATS, from, starts[i] + column);
            FloatVector b = FloatVector.fromArray(FLOATS, from, starts[i + quarter] + column);
            FloatVector c = FloatVector.fromArray(FLOATS, from, starts[i + 2 * quarter] + column);
            FloatVector d = FloatVector.fromArray(FLOATS, from, starts[i + 3 * quarter] + column);
            FloatVector a2 = a.blend(selected(c, far), upper);
            FloatVector b2 = b.blend(selected(d, far), upper);
            FloatVector c2 = selected(a, far).blend(c, upper);
            FloatVector d2 = selected(b, far).blend(d, upper);
            int at = (column + i) * COUNT;
            a2.blend(selected(b2, near), odd).intoArray(to, at);
            selected(a2, near).blend(b2, odd).intoArray(to, at + quarter * COUNT);
            c2.blend(selected(d2, near), odd).intoArray(to, at + 2 * quarter * COUNT);
            selected(c2, near).blend(d2, odd).intoArray(to, at + 3 * quarter * COUNT);
        }
    }

    private static void exchangeTwice(float[] square, int first) {
        IntVector far = LANE.lanewise(VectorOperators.XOR, 2);
        IntVector near = LANE.lanewise(VectorOperators.XOR, 1);
        VectorMask<Float> upper = LANE.and(2).compare(VectorOperators.NE, 0).cast(FLOATS);
        VectorMask<Float> odd = LANE.and(1).compare(VectorOperators.NE, 0).cast(FLOATS);
        for (int i = first; i < first + COUNT; i += 4) {
            FloatVector a = floats(square, i);
            FloatVector b = floats(square, i + 1);
            FloatVector c = floats(square, i + 2);
            FloatVector d = floats(square, i + 3);
            FloatVector a2 = a.blend(selected(c, far), upper);
            FloatVector b2 = b.blend(selected(d, far), upper);
            FloatVector c2 = selected(a, far).blend(c, upper);
            FloatVector d2 = selected(b, far).blend(d, upper);
            int at = i * COUNT;
            a2.blend(selected(b2, near), odd).intoArray(square, at);
            selected(a2, near).blend(b2, odd).intoArray(square, at + COUNT);
            c2.blend(selected(d2, near), odd).intoArray(square, at + 2 * COUNT);
            selected(c2, near).blend(d2, odd).intoArray(square, at + 3 * COUNT);
        }
    }

    private static void exchange(float[] square, int first) {
        IntVector other = LANE.lanewise(VectorOperators.XOR, 1);
        VectorMask<Float> odd = LANE.and(1).compare(VectorOperators.NE, 0).cast(FLOATS);
        for (int i = first; i < first + COUNT; i += 2) {
            FloatVector a = floats(square, i);
            FloatVector b = floats(square, i + 1);
            a.blend(selected(b, other), odd).intoArray(square, i * COUNT);
            selected(a, other).blend(b, odd).intoArray(square, (i + 1) * COUNT);
        }
    }
}
