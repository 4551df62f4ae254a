package dev.kennel.quantize;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Rows of all the kinds that have ever made encoders differ, from a seed.
public final class EncodingInputs {

    /// @param name says what is special about them
    public record Input(String name, float[] rows) {

        /// Whether sums of their squares stay finite. ggml aborts the process where a grid's errors do not.
        public boolean hasFiniteSquares() {
            double sum = 0;
            for (float value : rows) {
                sum += (double) value * value;
            }
            return sum * 1e4 < Float.MAX_VALUE;
        }
    }

    private final int count;
    private final RandomGenerator random;

    private EncodingInputs(int count, long seed) {
        this.count = count;
        this.random = new SplittableRandom(seed);
    }

    /// @param count weights of each input
    public static List<Input> of(int count, long seed) {
        return new EncodingInputs(count, seed).all();
    }

    /// Weights of importance as an imatrix has them: positive, of very different size, some of them zero.
    public static float[] importance(int count, long seed) {
        var random = new SplittableRandom(seed);
        float[] weights = new float[count];
        for (int i = 0; i < count; i++) {
            double value = random.nextDouble();
            weights[i] = random.nextInt(16) == 0 ? 0 : (float) (value * value * Math.scalb(1.0, random.nextInt(-8, 8)));
        }
        return weights;
    }

    /// Blocks of one weight and zeros: each power of two and the floats just below. A reference that takes a logarithm
    /// rounds some of them up.
    public static Input nearPowersOfTwo(int blockSize) {
        int floatsBelow = 127;
        float[] rows = new float[(127 + 149) * (floatsBelow + 1) * blockSize];
        int block = 0;
        for (int exponent = -149; exponent < 127; exponent++) {
            int power = Float.floatToRawIntBits((float) Math.scalb(1.0, exponent));
            for (int i = 0; i <= floatsBelow; i++) {
                rows[blockSize * block++] = Float.intBitsToFloat(Math.max(0, power - i));
            }
        }
        return new Input("near powers of two", rows);
    }

    private List<Input> all() {
        List<Input> inputs = new ArrayList<>();
        inputs.add(input("normal", i -> random.nextGaussian() * 0.02));
        inputs.add(input("heavy-tailed", i -> Math.pow(random.nextGaussian(), 5) * 0.01));
        inputs.add(input("uniform", i -> random.nextDouble() - 0.5));
        inputs.add(input("positive", i -> random.nextDouble() + 0.1));
        inputs.add(input("negative", i -> -random.nextDouble() - 0.1));
        inputs.add(input("BF16", i -> bf16(random.nextGaussian() * 0.02)));
        inputs.add(input("few values", i -> random.nextInt(-2, 3) * 0.25));
        inputs.add(input("integers", i -> random.nextInt(-8, 8)));
        inputs.add(input("half steps", i -> random.nextInt(-255, 256) * 0.5));
        inputs.add(input("zero", i -> 0));
        inputs.add(input("signed zeros", i -> random.nextBoolean() ? 0.0 : -0.0));
        inputs.add(input("constant", i -> 0.37));
        inputs.add(input("constant in blocks", i -> Math.sin(i / 16)));
        inputs.add(input("sparse", i -> random.nextInt(20) == 0 ? random.nextGaussian() : 0));
        inputs.add(input("blocks of zeros", i -> i / 32 % 3 == 0 ? 0 : random.nextGaussian()));
        inputs.add(input("tiny", i -> random.nextGaussian() * 1e-30));
        inputs.add(input("around the least scale", i -> random.nextGaussian() * Math.pow(10, -14 - i / 32 % 3)));
        inputs.add(input("denormal", i -> random.nextGaussian() * 1e-41));
        inputs.add(input("around the least normal", i -> random.nextGaussian() * 1e-38));
        inputs.add(input("small halves", i -> random.nextGaussian() * 1e-6));
        inputs.add(input("large", i -> random.nextGaussian() * 1e4));
        inputs.add(input("huge", i -> random.nextGaussian() * 1e17));
        inputs.add(input("of infinite scales", i -> random.nextGaussian() * 5e17));
        inputs.add(input("overflowing", i -> random.nextGaussian() * 1e30));
        inputs.add(input("near the largest", i -> random.nextDouble(-3.4e38, 3.4e38)));
        inputs.add(input("any magnitude", i -> random.nextGaussian() * Math.pow(10, random.nextInt(-12, 4))));
        inputs.add(input("scaled in blocks", i -> random.nextGaussian() * Math.scalb(1.0, i / 16 % 24 - 16)));
        inputs.add(input("ends of blocks", i -> i % 32 == 0 || i % 32 == 31 ? 1 : random.nextGaussian() * 0.1));
        inputs.add(input("one outlier", i -> i % 256 == 77 ? 30 : random.nextGaussian() * 0.01));
        inputs.add(input("alternating", i -> (i % 2 == 0 ? 1 : -1) * (1 + random.nextDouble() * 1e-3)));
        return inputs;
    }

    private interface Generator {
        double at(int index);
    }

    private Input input(String name, Generator generator) {
        float[] rows = new float[count];
        for (int i = 0; i < count; i++) {
            rows[i] = (float) generator.at(i);
        }
        return new Input(name, rows);
    }

    private static float bf16(double value) {
        return Float.intBitsToFloat(Float.floatToRawIntBits((float) value) & 0xffff0000);
    }
}
