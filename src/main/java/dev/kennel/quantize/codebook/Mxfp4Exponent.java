package dev.kennel.quantize.codebook;

/// The shared exponent of an MXFP4 block: `floor(log2(most)) - 2`, with 127 added. The logarithm is a float,
/// so that numbers just below a power of two round up to it; how near they must be is found once, by a more
/// exact logarithm.
public final class Mxfp4Exponent {

    /// The exponent of the least float.
    public static final int LEAST = -149;

    private static final int BIAS = 125;

    /// The least float whose logarithm is at least `LEAST + i`.
    private static final float[] POWER = new float[128 - LEAST];

    static {
        for (int i = 0; i < POWER.length; i++) {
            POWER[i] = leastWithLogarithm(LEAST + i);
        }
    }

    private Mxfp4Exponent() {}

    private static float leastWithLogarithm(int exponent) {
        float power = (float) Math.scalb(1.0, exponent);
        while (power > Float.MIN_VALUE && logarithm(Math.nextDown(power)) == exponent) {
            power = Math.nextDown(power);
        }
        return power;
    }

    private static float logarithm(float value) {
        return (float) (StrictMath.log(value) / StrictMath.log(2));
    }

    /// For each exponent from [#LEAST] on the least float that has it.
    public static float[] powers() {
        return POWER.clone();
    }

    /// The byte that is stored; what is too small for it wraps.
    ///
    /// @param most the largest magnitude
    public static int of(float most) {
        if (most == 0) {
            return 0;
        }
        int exponent = Math.getExponent(most);
        int index = Math.max(exponent, LEAST) - LEAST;
        while (index > 0 && most < POWER[index]) {
            index--;
        }
        while (index + 1 < POWER.length && most >= POWER[index + 1]) {
            index++;
        }
        return index + LEAST + BIAS & 0xff;
    }

    /// Half of the unit that a stored exponent means.
    public static float halfUnit(int stored) {
        return Float.intBitsToFloat(stored < 2 ? 0x0020_0000 << stored : stored - 1 << 23);
    }
}
