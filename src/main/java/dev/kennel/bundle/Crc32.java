package dev.kennel.bundle;

import java.util.zip.CRC32;

/// The checksum of ZIP files (ISO 3309, reflected polynomial 0xEDB88320), put together from those of parts.
///
/// What follows a part moves its checksum on as a linear map over GF(2): so many zero bytes, so many times the same
/// matrix. Squaring it makes the length of what follows cost its logarithm.
public final class Crc32 {

    private static final int POLYNOMIAL = 0xEDB88320;
    private static final int BITS = 32;

    private Crc32() {}

    /// Of bytes in memory.
    public static long of(byte[] bytes) {
        var crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    /// Of one part with another behind it.
    ///
    /// @param first of the first part
    /// @param second of what is behind it
    /// @param secondBytes how much that is, 0 or more
    public static long combine(long first, long second, long secondBytes) {
        return Integer.toUnsignedLong(afterZeros((int) first, secondBytes) ^ (int) second);
    }

    private static int afterZeros(int crc, long bytes) {
        int moved = crc;
        int[] map = zeroByte();
        for (long left = bytes; left != 0; left >>= 1) {
            if ((left & 1) == 1) {
                moved = times(map, moved);
            }
            map = square(map);
        }
        return moved;
    }

    /// What a zero byte does to each bit of a checksum.
    private static int[] zeroByte() {
        int[] map = new int[BITS];
        map[0] = POLYNOMIAL;
        for (int bit = 1; bit < BITS; bit++) {
            map[bit] = 1 << (bit - 1);
        }
        return square(square(square(map)));
    }

    private static int[] square(int[] map) {
        int[] twice = new int[BITS];
        for (int bit = 0; bit < BITS; bit++) {
            twice[bit] = times(map, map[bit]);
        }
        return twice;
    }

    private static int times(int[] map, int vector) {
        int product = 0;
        for (int left = vector; left != 0; left &= left - 1) {
            product ^= map[Integer.numberOfTrailingZeros(left)];
        }
        return product;
    }
}
