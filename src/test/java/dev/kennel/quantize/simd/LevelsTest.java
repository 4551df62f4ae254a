package dev.kennel.quantize.simd;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Random;

import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/// The two ways of rounding to a level, with vectors of each width.
class LevelsTest {

    private static final long SEED = 20261130;
    private static final int VECTORS = 5_000;

    private static final float LEAST_NEAR = -0x1p22f;
    private static final float LARGEST_NEAR = 0x1p22f - 1;

    /// @param least of the levels
    private record Levels(int least, int most) {

        /// Zero without a sign.
        float of(float number) {
            return (float) Math.clamp(Math.rint(number), least, most) + 0f;
        }
    }

    private static final List<Levels> LEVELS = List.of(
            new Levels(-4, 3),
            new Levels(-8, 7),
            new Levels(-32, 31),
            new Levels(0, 3),
            new Levels(0, 15),
            new Levels(0, 31),
            new Levels(0, 63));

    private final Random random = new Random(SEED);

    @ParameterizedTest
    @EnumSource
    void bothRoundNearNumbersToTheNearestLevelAndHalvesToTheEvenOne(VectorWidth width) throws Exception {
        Method level = rounding(width, "level");
        Method nearLevel = rounding(width, "nearLevel");
        for (int i = 0; i < VECTORS; i++) {
            Levels levels = LEVELS.get(i % LEVELS.size());
            float[] numbers = numbers(width.floats().length(), levels);
            float[] expected = new float[numbers.length];
            for (int lane = 0; lane < numbers.length; lane++) {
                expected[lane] = levels.of(numbers[lane]);
            }
            String which = "seed %d, vector %d, %s, numbers %s".formatted(SEED, i, levels, List.of(boxed(numbers)));

            assertThat(rounded(level, width, numbers, levels))
                    .as("level, " + which)
                    .containsExactly(expected);
            assertThat(rounded(nearLevel, width, numbers, levels))
                    .as("nearLevel, " + which)
                    .containsExactly(expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofAnyOtherNumberNearLevelMakesSomeLevel(VectorWidth width) throws Exception {
        Method nearLevel = rounding(width, "nearLevel");
        for (int i = 0; i < VECTORS; i++) {
            Levels levels = LEVELS.get(i % LEVELS.size());
            float[] numbers = new float[width.floats().length()];
            for (int lane = 0; lane < numbers.length; lane++) {
                numbers[lane] = Float.intBitsToFloat(random.nextInt());
            }

            for (float rounded : rounded(nearLevel, width, numbers, levels)) {
                assertThat(rounded)
                        .as("seed %d, vector %d, %s, numbers %s", SEED, i, levels, List.of(boxed(numbers)))
                        .isBetween((float) levels.least(), (float) levels.most())
                        .isEqualTo((float) Math.rint(rounded));
            }
        }
    }

    /// What cannot be below the least level needs no bound there, and what cannot be above the highest none here.
    @ParameterizedTest
    @EnumSource
    void withoutABoundThatIsNotReachedTheSameLevelsComeOut(VectorWidth width) throws Exception {
        Method topped = nearLevel(width, FloatVector.class, int.class);
        Method free = nearLevel(width, FloatVector.class);
        for (int i = 0; i < VECTORS; i++) {
            Levels levels = LEVELS.get(i % LEVELS.size());
            float[] aboveLeast = numbers(width.floats().length(), levels);
            float[] within = aboveLeast.clone();
            float[] expectedTopped = new float[within.length];
            float[] expectedFree = new float[within.length];
            for (int lane = 0; lane < within.length; lane++) {
                aboveLeast[lane] = Math.max(levels.least() - 0.4f, aboveLeast[lane]);
                within[lane] = Math.min(aboveLeast[lane], levels.most() + 0.4f);
                expectedTopped[lane] = levels.of(aboveLeast[lane]);
                expectedFree[lane] = levels.of(within[lane]);
            }
            String which = "seed %d, vector %d, %s, numbers %s".formatted(SEED, i, levels, List.of(boxed(aboveLeast)));

            assertThat(((FloatVector) topped.invoke(null, vector(width, aboveLeast), levels.most())).toArray())
                    .as("topped, " + which)
                    .containsExactly(expectedTopped);
            assertThat(((FloatVector) free.invoke(null, vector(width, within))).toArray())
                    .as("free, " + which)
                    .containsExactly(expectedFree);
        }
    }

    private float[] numbers(int lanes, Levels levels) {
        float[] numbers = new float[lanes];
        for (int lane = 0; lane < numbers.length; lane++) {
            numbers[lane] = Math.clamp(number(levels), LEAST_NEAR, LARGEST_NEAR);
        }
        return numbers;
    }

    /// Among the levels and about them, halves and their neighbours, tiny ones, any of the range, and its ends.
    private float number(Levels levels) {
        float sign = random.nextBoolean() ? 1 : -1;
        float half = random.nextInt(levels.least() - 2, levels.most() + 2) + 0.5f;
        return switch (random.nextInt(8)) {
            case 0, 1 -> random.nextFloat(levels.least() - 2, levels.most() + 2);
            case 2 -> half;
            case 3 -> random.nextBoolean() ? Math.nextUp(half) : Math.nextDown(half);
            case 4 -> sign * (random.nextInt(1 << 22) + 0.5f);
            case 5 -> sign * Math.scalb(1 + random.nextFloat(), random.nextInt(-149, 22));
            case 6 -> sign * random.nextFloat(0x1p22f);
            default ->
                List.of(LEAST_NEAR, LARGEST_NEAR, 0f, -0f, Float.MIN_VALUE).get(random.nextInt(5));
        };
    }

    private static float[] rounded(Method rounding, VectorWidth width, float[] numbers, Levels levels)
            throws ReflectiveOperationException {
        return ((FloatVector) rounding.invoke(null, vector(width, numbers), levels.least(), levels.most())).toArray();
    }

    /// A `FloatVector`, which signatures of tests do not name: they are looked at where its module is not there.
    private static Object vector(VectorWidth width, float[] numbers) {
        return FloatVector.fromArray(width.floats(), numbers, 0);
    }

    private static Method rounding(VectorWidth width, String name) throws ReflectiveOperationException {
        return lanes(width).getMethod(name, FloatVector.class, int.class, int.class);
    }

    private static Method nearLevel(VectorWidth width, Class<?>... parameters) throws ReflectiveOperationException {
        return lanes(width).getMethod("nearLevel", parameters);
    }

    /// The class that the kernels of this width have.
    private static Class<?> lanes(VectorWidth width) throws ReflectiveOperationException {
        ClassLoader kernels = KernelLoader.load(width).getClass().getClassLoader();
        return kernels.loadClass("dev.kennel.quantize.simd.lane.Lanes");
    }

    private static Float[] boxed(float[] numbers) {
        Float[] boxed = new Float[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            boxed[i] = numbers[i];
        }
        return boxed;
    }
}
