package dev.kennel.gguf;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.stream.Stream;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennel.gguf.GgufReader.TensorData;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/// What a file claims costs no memory: only what it holds does.
class AllocationTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long MEBIBYTE = 1L << 20;
    private static final long HUGE = 1L << 60;
    private static final int SMALL_FILE = 1_024;

    @BeforeAll
    static void loadClasses() {
        refuse(new byte[SMALL_FILE], SMALL_FILE);
    }

    static Stream<Named<GgufBytes>> claims() {
        return Stream.of(
                Named.of("tensors", start(HUGE, 0)),
                Named.of("tensors, just below the limit", start(99_999, 0)),
                Named.of("pairs", start(0, HUGE)),
                Named.of("bytes of a key", start(0, 1).u64(HUGE)),
                Named.of("bytes of a string", start(0, 1).string("s").u32(8).u64(HUGE)),
                Named.of(
                        "bytes of a string, just below the limit",
                        start(0, 1).string("s").u32(8).u64(9_999_999)),
                Named.of("strings of an array", array(8, HUGE)),
                Named.of("strings of an array, just below the limit", array(8, 999_999)),
                Named.of("doubles of an array", array(12, HUGE)),
                Named.of("doubles of an array, just below the limit", array(12, 999_999)));
    }

    @Test
    void refusesAKibibyteThatClaimsALargeTensor() {
        GgufBytes claim = start(1, 0).tensor("w", GgmlType.F32, 0, 1L << 30, 1L << 30);
        byte[] file = Arrays.copyOf(claim.toByteArray(), SMALL_FILE);

        assertThat(allocatedBy(() -> refuse(file, file.length))).isLessThan(MEBIBYTE);
    }

    @ParameterizedTest
    @MethodSource("claims")
    void refusesAKibibyteThatClaimsMore(GgufBytes claim) {
        byte[] file = Arrays.copyOf(claim.toByteArray(), SMALL_FILE);

        assertThat(allocatedBy(() -> refuse(file, file.length))).isLessThan(MEBIBYTE);
    }

    @ParameterizedTest
    @MethodSource("claims")
    void allocatesNoMoreThanTheLimitsForAStreamOfUnknownEnd(GgufBytes claim) {
        byte[] file = claim.toByteArray();

        assertThat(allocatedBy(() -> refuse(file, Long.MAX_VALUE))).isLessThan(16 * MEBIBYTE);
    }

    @Test
    void takesLittleMoreForAVocabularyThanTheFile() throws IOException {
        GgufBytes vocabulary = array(8, 256_000);
        for (int token = 0; token < 256_000; token++) {
            vocabulary.string("token-" + token);
        }
        byte[] file = vocabulary.toByteArray();

        GgufHeader[] header = new GgufHeader[1];
        assertThat(allocatedBy(() -> header[0] = read(file, file.length))).isLessThan(256 * MEBIBYTE);
        assertThat(header[0].strings("a")).hasSize(256_000).last().isEqualTo("token-255999");
    }

    private static GgufBytes start(long tensors, long pairs) {
        return new GgufBytes().magic().u32(3).u64(tensors).u64(pairs);
    }

    private static GgufBytes array(int type, long length) {
        return start(0, 1).string("a").u32(ValueType.ARRAY.id()).u32(type).u64(length);
    }

    private static void refuse(byte[] file, long size) {
        assertThatExceptionOfType(GgufFormatException.class).isThrownBy(() -> read(file, size));
    }

    private static GgufHeader read(byte[] file, long size) throws IOException {
        return GgufReader.read(
                Channels.newChannel(new ByteArrayInputStream(file)), "", size, TensorData.REQUIRED, GgufLimits.DEFAULT);
    }

    private interface Action {
        void run() throws IOException;
    }

    private static long allocatedBy(Action action) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            action.run();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
