package dev.kennel.quantize.simd.lane;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

import dev.kennel.quantize.simd.KernelLoader;

/// The vectors of this class loader's width, and arithmetic that each lane does as ggml's x86-64 build does
/// it.
///
/// Scratch arrays are in *lane layout*: element `i` of all lanes lies at `i * COUNT`.
public final class Lanes {

    public static final VectorSpecies<Float> FLOATS =
            KernelLoader.widthOf(Lanes.class).floats();
    public static final VectorSpecies<Integer> INTS =
            FLOATS.withLanes(int.class).check(int.class);
    public static final int COUNT = FLOATS.length();

    /// `1.5 * 2^23`: adding it leaves the nearest whole number, ties to even, in the low bits of the
    /// significand.
    private static final float ROUNDER = 12_582_912f;

    private static final int SIGNIFICAND = 0x7f_ffff;
    private static final int ZERO = 0x40_0000;
    private static final int EXPONENT = 0x4b00_0000;

    /// What x86 gives for floats that no int holds.
    private static final int NO_INT = Integer.MIN_VALUE;

    private Lanes() {}

    public static FloatVector floats(float[] array, int element) {
        return FloatVector.fromArray(FLOATS, array, element * COUNT);
    }

    public static IntVector ints(int[] array, int element) {
        return IntVector.fromArray(INTS, array, element * COUNT);
    }

    public static FloatVector constant(float value) {
        return FloatVector.broadcast(FLOATS, value);
    }

    /// The nearest whole number of 23 bits, ties to even; what is out of range wraps.
    public static IntVector nearest(FloatVector value) {
        return value.add(ROUNDER).reinterpretAsInts().and(SIGNIFICAND).sub(ZERO);
    }

    public static IntVector nearest(FloatVector value, int least, int most) {
        return value.add(ROUNDER)
                .reinterpretAsInts()
                .and(SIGNIFICAND)
                .max(ZERO + least)
                .min(ZERO + most)
                .sub(ZERO);
    }

    /// [#nearest(FloatVector, int, int)] less the least.
    public static IntVector nearestFrom(FloatVector value, int least, int most) {
        return value.add(ROUNDER)
                .reinterpretAsInts()
                .and(SIGNIFICAND)
                .max(ZERO + least)
                .min(ZERO + most)
                .sub(ZERO + least);
    }

    /// [#nearest(FloatVector, int, int)] as floats.
    public static FloatVector level(FloatVector value, int least, int most) {
        return value.add(ROUNDER)
                .reinterpretAsInts()
                .and(SIGNIFICAND)
                .max(ZERO + least)
                .min(ZERO + most)
                .or(EXPONENT)
                .reinterpretAsFloats()
                .sub(ROUNDER);
    }

    /// [#level] of numbers from `-2^22` to `2^22 - 1`; of others it may be any level.
    public static FloatVector nearLevel(FloatVector value, int least, int most) {
        return value.add(ROUNDER)
                .reinterpretAsInts()
                .max((ZERO | EXPONENT) + least)
                .min((ZERO | EXPONENT) + most)
                .reinterpretAsFloats()
                .sub(ROUNDER);
    }

    /// [#nearLevel] of what is not below the least one.
    public static FloatVector nearLevel(FloatVector value, int most) {
        return value.add(ROUNDER)
                .reinterpretAsInts()
                .min((ZERO | EXPONENT) + most)
                .reinterpretAsFloats()
                .sub(ROUNDER);
    }

    /// [#nearLevel] of what is between the least and the most.
    public static FloatVector nearLevel(FloatVector value) {
        return value.add(ROUNDER).sub(ROUNDER);
    }

    /// A whole number as it is stored, from the least one on.
    public static IntVector fromLeast(FloatVector level, int least) {
        return level.add(ROUNDER).reinterpretAsInts().sub((ZERO | EXPONENT) + least);
    }

    public static FloatVector toFloat(IntVector value) {
        return (FloatVector) value.convert(VectorOperators.I2F, 0);
    }

    /// Towards zero; `-2^31` for what is out of range, as x86 does, where Java saturates.
    public static IntVector truncate(FloatVector value) {
        VectorMask<Float> fits = value.abs().compare(VectorOperators.LT, 0x1p31f);
        IntVector whole = (IntVector) value.convert(VectorOperators.F2I, 0);
        return whole.blend(NO_INT, fits.not().cast(INTS));
    }

    /// The low byte of a whole number, with its sign.
    public static IntVector signedByte(IntVector value) {
        return value.lanewise(VectorOperators.LSHL, 24).lanewise(VectorOperators.ASHR, 24);
    }

    /// Half away from zero: adding the number before ½ and truncating rounds every float right.
    public static IntVector roundAway(FloatVector value) {
        IntVector sign = value.reinterpretAsInts().and(Integer.MIN_VALUE);
        FloatVector half = sign.or(Float.floatToRawIntBits(Math.nextDown(0.5f))).reinterpretAsFloats();
        return truncate(value.add(half));
    }

    /// Numbers of other lanes.
    ///
    /// @param lanes which
    public static FloatVector selected(FloatVector numbers, IntVector lanes) {
        return lanes.selectFrom(numbers.reinterpretAsInts()).reinterpretAsFloats();
    }

    /// Rounds numbers to what a block holds in half precision.
    public static void roundToHalf(float[] values) {
        for (int lane = 0; lane < COUNT; lane++) {
            values[lane] = Float.float16ToFloat(Float.floatToFloat16(values[lane]));
        }
    }

    /// Sets levels of some lanes to zero.
    public static void clear(int[] levels, int count, VectorMask<Integer> lanes) {
        for (int i = 0; i < count; i++) {
            ints(levels, i).blend(0, lanes).intoArray(levels, i * COUNT);
        }
    }

    /// `1 / value`, and 0 for zeros.
    public static FloatVector inverse(FloatVector value) {
        return constant(1f).div(value).blend(0f, value.compare(VectorOperators.EQ, 0f));
    }

    /// `a / b` where `b` is above zero, else 0.
    public static FloatVector ratio(FloatVector a, FloatVector b) {
        return constant(0f).blend(a.div(b), b.compare(VectorOperators.GT, 0f));
    }
}
