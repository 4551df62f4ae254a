package dev.kennel.quantize.simd.lane;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

import dev.kennel.quantize.codebook.Iq4Values;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.INTS;
import static dev.kennel.quantize.simd.lane.Lanes.constant;
import static dev.kennel.quantize.simd.lane.Lanes.ints;

/// The sixteen values of IQ4_NL and IQ4_XS. Which is nearest to a number is a step function of fifteen
/// thresholds; a NaN goes to the last.
///
/// With sixteen lanes the numbers from -132 to 124 are cut into 32 cells, eight wide, none of which has two
/// thresholds in it: a cell names its threshold and the entries below and above, and two vectors hold a
/// table. With eight lanes thresholds are bisected down to two neighbouring values, each eight of which fill a
/// vector. Four lanes compare with every threshold.
public final class Iq4Codebook {

    private static final int[] VALUES = Iq4Values.values();

    public static final int LEAST = VALUES[0];

    private static final int LAST = VALUES.length - 1;
    private static final float[] THRESHOLDS = Iq4Values.thresholds();

    private static final int CELLS = 32;
    private static final float CELL = 8f;
    private static final int PAIRS = 8;

    /// `1.5 * 2^23` cells: a number that it is added to is rounded to the nearest cell, whose low bits come last.
    private static final float ROUNDER = 12_582_912f * CELL;

    private static final int FIRST_CELL = Float.floatToRawIntBits(ROUNDER) - CELLS / 2;

    /// Floats, as bits.
    private static final int[] THRESHOLD = new int[CELLS];

    private static final int[] VALUE_BELOW = new int[CELLS];
    private static final int[] VALUE_ABOVE = new int[CELLS];
    private static final int[] INDEX_BELOW = new int[CELLS];
    private static final int[] INDEX_ABOVE = new int[CELLS];

    /// Of each two neighbours the threshold between them, and both, as bits.
    private static final int[] THRESHOLD_OF_PAIR = new int[PAIRS];

    private static final int[] LOWER_OF_PAIR = new int[PAIRS];
    private static final int[] UPPER_OF_PAIR = new int[PAIRS];

    static {
        for (int pair = 0; pair < PAIRS; pair++) {
            THRESHOLD_OF_PAIR[pair] = Float.floatToRawIntBits(THRESHOLDS[2 * pair]);
            LOWER_OF_PAIR[pair] = Float.floatToRawIntBits(VALUES[2 * pair]);
            UPPER_OF_PAIR[pair] = Float.floatToRawIntBits(VALUES[2 * pair + 1]);
        }
        for (int cell = -CELLS / 2; cell < CELLS / 2; cell++) {
            fill(cell & CELLS - 1, index((cell - 0.5f) * CELL), index((cell + 0.5f) * CELL));
        }
    }

    private Iq4Codebook() {}

    /// A cell without a threshold has all numbers above it, so that only a NaN is not.
    private static void fill(int cell, int below, int above) {
        boolean single = below == above;
        int otherwise = single ? LAST : below;
        THRESHOLD[cell] = Float.floatToRawIntBits(single ? Float.NEGATIVE_INFINITY : THRESHOLDS[below]);
        INDEX_ABOVE[cell] = above;
        INDEX_BELOW[cell] = otherwise;
        VALUE_ABOVE[cell] = Float.floatToRawIntBits(VALUES[above]);
        VALUE_BELOW[cell] = Float.floatToRawIntBits(VALUES[otherwise]);
    }

    private static int index(float number) {
        int index = 0;
        while (index < LAST && number >= THRESHOLDS[index]) {
            index++;
        }
        return index;
    }

    /// The nearest value.
    public static FloatVector value(FloatVector number) {
        return switch (COUNT) {
            case CELLS / 2 -> valueByCell(number);
            case PAIRS -> valueByBisection(number);
            default -> valueByThresholds(number);
        };
    }

    /// The nearest value's place.
    public static IntVector index(FloatVector number) {
        return switch (COUNT) {
            case CELLS / 2 -> indexByCell(number);
            case PAIRS -> indexByBisection(number);
            default -> indexByThresholds(number);
        };
    }

    private static FloatVector valueByCell(FloatVector number) {
        IntVector cell = cell(number);
        return lookUp(VALUE_BELOW, cell)
                .reinterpretAsFloats()
                .blend(lookUp(VALUE_ABOVE, cell).reinterpretAsFloats(), above(number, cell));
    }

    private static IntVector indexByCell(FloatVector number) {
        IntVector cell = cell(number);
        VectorMask<Integer> above = above(number, cell).cast(INTS);
        return lookUp(INDEX_BELOW, cell).blend(lookUp(INDEX_ABOVE, cell), above);
    }

    private static VectorMask<Float> above(FloatVector number, IntVector cell) {
        return number.compare(VectorOperators.GE, lookUp(THRESHOLD, cell).reinterpretAsFloats());
    }

    private static IntVector cell(FloatVector number) {
        return number.add(ROUNDER).reinterpretAsInts().max(FIRST_CELL).min(FIRST_CELL + CELLS - 1);
    }

    private static IntVector lookUp(int[] table, IntVector cell) {
        return cell.selectFrom(ints(table, 0), ints(table, 1));
    }

    private static FloatVector valueByBisection(FloatVector number) {
        IntVector pair = pair(number);
        FloatVector lower = pair.selectFrom(ints(LOWER_OF_PAIR, 0)).reinterpretAsFloats();
        FloatVector upper = pair.selectFrom(ints(UPPER_OF_PAIR, 0)).reinterpretAsFloats();
        return upper.blend(lower, belowUpper(number, pair));
    }

    private static IntVector indexByBisection(FloatVector number) {
        IntVector pair = pair(number);
        IntVector upper = pair.add(pair).add(1);
        return upper.sub(1, belowUpper(number, pair).cast(INTS));
    }

    /// Which two neighbours the nearest value is among. What is no number is above all.
    private static IntVector pair(FloatVector number) {
        VectorMask<Float> low = number.compare(VectorOperators.LT, THRESHOLDS[7]);
        FloatVector second = constant(THRESHOLDS[11]).blend(THRESHOLDS[3], low);
        VectorMask<Float> lower = number.compare(VectorOperators.LT, second);
        FloatVector third = constant(THRESHOLDS[13])
                .blend(THRESHOLDS[9], lower)
                .blend(constant(THRESHOLDS[5]).blend(THRESHOLDS[1], lower), low);
        VectorMask<Float> lowest = number.compare(VectorOperators.LT, third);
        return IntVector.broadcast(INTS, PAIRS - 1)
                .sub(4, low.cast(INTS))
                .sub(2, lower.cast(INTS))
                .sub(1, lowest.cast(INTS));
    }

    private static VectorMask<Float> belowUpper(FloatVector number, IntVector pair) {
        return number.compare(
                VectorOperators.LT, pair.selectFrom(ints(THRESHOLD_OF_PAIR, 0)).reinterpretAsFloats());
    }

    private static FloatVector valueByThresholds(FloatVector number) {
        FloatVector value = constant(VALUES[LAST]);
        for (int i = LAST - 1; i >= 0; i--) {
            value = value.blend(VALUES[i], number.compare(VectorOperators.LT, THRESHOLDS[i]));
        }
        return value;
    }

    private static IntVector indexByThresholds(FloatVector number) {
        IntVector index = IntVector.broadcast(INTS, LAST);
        for (int i = LAST - 1; i >= 0; i--) {
            VectorMask<Float> below = number.compare(VectorOperators.LT, THRESHOLDS[i]);
            index = index.blend(i, below.cast(INTS));
        }
        return index;
    }
}
