package dev.kennel.bundle;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

class Crc32Test {

    private static final int LONGEST = 10_000;

    @Test
    void theChecksumIsThatOfZipFiles() {
        assertThat(Crc32.of("123456789".getBytes(US_ASCII))).isEqualTo(0xCBF43926L);
        assertThat(Crc32.of(new byte[0])).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void thatOfPartsIsThatOfTheWhole(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            byte[] whole = new byte[random.nextInt(LONGEST)];
            random.nextBytes(whole);
            int cut = random.nextInt(whole.length + 1);
            long first = Crc32.of(Arrays.copyOf(whole, cut));
            long second = Crc32.of(Arrays.copyOfRange(whole, cut, whole.length));

            assertThat(Crc32.combine(first, second, whole.length - cut))
                    .as("seed %d: %d bytes cut at %d", seed, whole.length, cut)
                    .isEqualTo(Crc32.of(whole));
        }
    }

    @Test
    void howPartsAreGroupedMakesNoDifferenceHoweverLargeTheyAre() {
        Random random = new Random(9);
        for (int i = 0; i < 100; i++) {
            long a = random.nextLong(1L << 32);
            long b = random.nextLong(1L << 32);
            long c = random.nextLong(1L << 32);
            long lengthB = random.nextLong(1L << 40);
            long lengthC = random.nextLong(1L << 40);

            assertThat(Crc32.combine(Crc32.combine(a, b, lengthB), c, lengthC))
                    .isEqualTo(Crc32.combine(a, Crc32.combine(b, c, lengthC), lengthB + lengthC));
        }
    }
}
