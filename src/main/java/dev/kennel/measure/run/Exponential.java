package dev.kennel.measure.run;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// e to the power of floats that are not positive, a vector at a time, within two units in the last place: the range is
/// reduced by powers of two, the rest is a polynomial of the sixth degree (Cephes, `expf`). Without fused operations,
/// so that every machine gives the same.
final class Exponential {

    /// Below it the result is a denormal; here it is 0.
    private static final float LOWEST = -87;

    private static final float LOG2_E = 1.44269504f;
    private static final float LN2_HIGH = 0.693359375f;
    private static final float LN2_LOW = -2.12194440e-4f;

    /// Added and taken away again, it rounds to the nearest integer.
    private static final float ROUNDER = 12582912;

    private static final int EXPONENT_BIAS = 127;
    private static final int EXPONENT_SHIFT = 23;

    private Exponential() {}

    static FloatVector of(FloatVector x) {
        VectorMask<Float> tiny = x.lt(LOWEST);
        FloatVector bounded = x.max(LOWEST);
        FloatVector power = bounded.mul(LOG2_E).add(ROUNDER).sub(ROUNDER);
        FloatVector r = bounded.sub(power.mul(LN2_HIGH)).sub(power.mul(LN2_LOW));
        FloatVector polynomial = r.mul(1.9875691500E-4f)
                .add(1.3981999507E-3f)
                .mul(r)
                .add(8.3334519073E-3f)
                .mul(r)
                .add(4.1665795894E-2f)
                .mul(r)
                .add(1.6666665459E-1f)
                .mul(r)
                .add(5.0000001201E-1f)
                .mul(r.mul(r))
                .add(r)
                .add(1f);
        IntVector exponent = (IntVector) power.convert(VectorOperators.F2I, 0);
        FloatVector scale = exponent.add(EXPONENT_BIAS)
                .lanewise(VectorOperators.LSHL, EXPONENT_SHIFT)
                .reinterpretAsFloats();
        return polynomial.mul(scale).blend(0f, tiny);
    }
}
