package dev.kennel.quantize.codebook;

/// The sixteen values of IQ4_NL and IQ4_XS. Which is nearest to a number is a step function of fifteen thresholds.
public final class Iq4Values {

    /// Ascending. From the format's definition, `kvalues_iq4nl`.
    private static final int[] VALUES = {-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113};

    private static final float[] THRESHOLDS = new float[VALUES.length - 1];

    static {
        for (int i = 0; i < THRESHOLDS.length; i++) {
            THRESHOLDS[i] = threshold(i);
        }
    }

    private Iq4Values() {}

    /// Ascending.
    public static int[] values() {
        return VALUES.clone();
    }

    /// For each value but the last, the least float that is not nearer to it than to the next.
    public static float[] thresholds() {
        return THRESHOLDS.clone();
    }

    private static float threshold(int index) {
        float threshold = (VALUES[index] + VALUES[index + 1]) * 0.5f;
        while (!isNearer(Math.nextDown(threshold), index)) {
            threshold = Math.nextDown(threshold);
        }
        while (isNearer(threshold, index)) {
            threshold = Math.nextUp(threshold);
        }
        return threshold;
    }

    private static boolean isNearer(float number, int index) {
        return number - VALUES[index] < VALUES[index + 1] - number;
    }
}
