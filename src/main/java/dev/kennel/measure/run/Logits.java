package dev.kennel.measure.run;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

/// What a model says of the next token, read once for all that is derived from it: the likeliest token (the first of
/// equals), and the logarithm of the sum of all exponentials.
final class Logits {

    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Short> SHORTS =
            VectorSpecies.of(short.class, VectorShape.forBitSize(FLOATS.vectorBitSize() / 2));
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    /// Vectors whose lanes are added up as floats before the sum goes on as a double.
    private static final int BLOCK = 64 * FLOATS.length();

    /// Nearest integer of a float below 2²², in the low bits.
    private static final float ROUNDER = 12582912;

    private static final int MANTISSA = 0x7fffff;
    private static final int ROUNDER_MANTISSA = 0x400000;

    private final MemorySegment values;
    private final int vocabulary;
    private final int likeliest;
    private final float max;
    private final float logSum;

    /// @param values a float a token of the vocabulary
    Logits(MemorySegment values) {
        this.values = values;
        this.vocabulary = Math.toIntExact(values.byteSize() / Float.BYTES);
        this.max = max();
        this.likeliest = firstAt(max);
        this.logSum = (float) Math.log(sumOfExponentials());
    }

    /// Negative log-likelihood of a token in nats.
    float nll(int token) {
        return max + logSum - value(token);
    }

    /// Whether the base holds the same token for the likeliest.
    boolean sameTop(StoredProbabilities base) {
        return likeliest == firstHighest(base);
    }

    private float value(int token) {
        return values.get(JAVA_FLOAT, (long) Float.BYTES * token);
    }

    private FloatVector vector(int token) {
        return FloatVector.fromMemorySegment(FLOATS, values, (long) Float.BYTES * token, ORDER);
    }

    private float max() {
        FloatVector most = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        int token = 0;
        for (; token < FLOATS.loopBound(vocabulary); token += FLOATS.length()) {
            most = most.max(vector(token));
        }
        float max = most.reduceLanes(VectorOperators.MAX);
        for (; token < vocabulary; token++) {
            max = Math.max(max, value(token));
        }
        return max;
    }

    private float min() {
        FloatVector least = FloatVector.broadcast(FLOATS, Float.POSITIVE_INFINITY);
        int token = 0;
        for (; token < FLOATS.loopBound(vocabulary); token += FLOATS.length()) {
            least = least.min(vector(token));
        }
        float min = least.reduceLanes(VectorOperators.MIN);
        for (; token < vocabulary; token++) {
            min = Math.min(min, value(token));
        }
        return min;
    }

    private int firstAt(float wanted) {
        int token = 0;
        for (; token < FLOATS.loopBound(vocabulary); token += FLOATS.length()) {
            VectorMask<Float> equal = vector(token).eq(wanted);
            if (equal.anyTrue()) {
                return token + equal.firstTrue();
            }
        }
        while (token < vocabulary - 1 && value(token) != wanted) {
            token++;
        }
        return token;
    }

    private double sumOfExponentials() {
        double sum = 0;
        int bound = FLOATS.loopBound(vocabulary);
        int token = 0;
        while (token < bound) {
            int end = Math.min(token + BLOCK, bound);
            FloatVector lanes = FloatVector.zero(FLOATS);
            for (; token < end; token += FLOATS.length()) {
                lanes = lanes.add(Exponential.of(vector(token).sub(max)));
            }
            sum += lanes.reduceLanes(VectorOperators.ADD);
        }
        for (; token < vocabulary; token++) {
            sum += Math.exp(value(token) - max);
        }
        return sum;
    }

    /// Stores the probabilities as llama-perplexity does.
    void store(StoredProbabilities row) {
        float min = Math.max(min(), max - StoredProbabilities.DEPTH);
        float scale = (max - min) / 65_535f;
        row.bytes().set(StoredProbabilities.FLOAT, 0, scale);
        row.bytes().set(StoredProbabilities.FLOAT, Float.BYTES, min - max - logSum);
        float inverse = scale == 0 ? 0 : 1 / scale;
        int token = 0;
        for (; token < FLOATS.loopBound(vocabulary); token += FLOATS.length()) {
            FloatVector steps = vector(token).sub(min).max(0f).mul(inverse);
            ShortVector rounded = (ShortVector) rounded(steps).convertShape(VectorOperators.I2S, SHORTS, 0);
            rounded.intoMemorySegment(row.bytes(), offset(token), ORDER);
        }
        for (; token < vocabulary; token++) {
            float steps = Math.max(0, value(token) - min) * inverse;
            row.bytes().set(StoredProbabilities.SHORT, offset(token), (short) Math.rint(steps));
        }
    }

    private static IntVector rounded(FloatVector steps) {
        return steps.add(ROUNDER).reinterpretAsInts().and(MANTISSA).sub(ROUNDER_MANTISSA);
    }

    private static long offset(int token) {
        return StoredProbabilities.VALUES + (long) Short.BYTES * token;
    }

    /// Kullback-Leibler divergence of the base's distribution from this one's, in nats. Tokens whose base
    /// log-probability is −16 or less do not count.
    double divergence(StoredProbabilities base) {
        float scale = base.scale();
        float min = base.min();
        float logTotal = max + logSum;
        double divergence = 0;
        int bound = FLOATS.loopBound(vocabulary);
        int token = 0;
        while (token < bound) {
            int end = Math.min(token + BLOCK, bound);
            FloatVector lanes = FloatVector.zero(FLOATS);
            for (; token < end; token += FLOATS.length()) {
                FloatVector logBase = stored(base, token).mul(scale).add(min);
                FloatVector part =
                        Exponential.of(logBase).mul(logBase.sub(vector(token)).add(logTotal));
                lanes = lanes.add(part, logBase.compare(VectorOperators.GT, -StoredProbabilities.DEPTH));
            }
            divergence += lanes.reduceLanes(VectorOperators.ADD);
        }
        for (; token < vocabulary; token++) {
            float logBase = base.logProbability(token);
            if (logBase > -StoredProbabilities.DEPTH) {
                divergence += Math.exp(logBase) * (logBase - value(token) + logTotal);
            }
        }
        return divergence;
    }

    private static FloatVector stored(StoredProbabilities base, int token) {
        ShortVector values = ShortVector.fromMemorySegment(SHORTS, base.bytes(), offset(token), ORDER);
        IntVector unsigned = (IntVector) values.convertShape(VectorOperators.ZERO_EXTEND_S2I, INTS, 0);
        return (FloatVector) unsigned.convert(VectorOperators.I2F, 0);
    }

    private int firstHighest(StoredProbabilities base) {
        FloatVector most = FloatVector.zero(FLOATS);
        int bound = FLOATS.loopBound(vocabulary);
        for (int token = 0; token < bound; token += FLOATS.length()) {
            most = most.max(stored(base, token));
        }
        int highest = (int) most.reduceLanes(VectorOperators.MAX);
        for (int token = bound; token < vocabulary; token++) {
            highest = Math.max(highest, stepsOf(base, token));
        }
        for (int token = 0; token < bound; token += FLOATS.length()) {
            VectorMask<Float> equal = stored(base, token).eq(highest);
            if (equal.anyTrue()) {
                return token + equal.firstTrue();
            }
        }
        int token = bound;
        while (token < vocabulary - 1 && stepsOf(base, token) != highest) {
            token++;
        }
        return token;
    }

    private static int stepsOf(StoredProbabilities base, int token) {
        return Short.toUnsignedInt(base.bytes().get(StoredProbabilities.SHORT, offset(token)));
    }
}
