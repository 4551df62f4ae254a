package dev.kennel.quantize.simd.lane;

import jdk.incubator.vector.FloatVector;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.FLOATS;

/// Numbers in lane layout that are read again and again: no vector lies across two cache lines where the JVM puts
/// objects at multiples of 64 bytes, as workers do.
public final class Scratch {

    /// What is missing to 64 bytes behind the header of an array.
    private static final int FIRST = (64 - 16) / Float.BYTES;

    /// Behind the last one. Without it the same elements of arrays of 64 or 128, made one after another, lie a few
    /// bytes past a multiple of 4096 apart, where processors may take a load for one of what was just stored.
    private static final int APART = 21;

    private final float[] numbers;

    /// @param count numbers a lane
    public Scratch(int count) {
        this.numbers = new float[FIRST + (count + APART) * COUNT];
    }

    public FloatVector get(int element) {
        return FloatVector.fromArray(FLOATS, numbers, FIRST + element * COUNT);
    }

    public void put(int element, FloatVector number) {
        number.intoArray(numbers, FIRST + element * COUNT);
    }

    /// Takes over numbers from lane layout.
    ///
    /// @param first the first of them
    /// @param count all that there is room for
    public void copy(float[] from, int first, int count) {
        System.arraycopy(from, first * COUNT, numbers, FIRST, count * COUNT);
    }
}
