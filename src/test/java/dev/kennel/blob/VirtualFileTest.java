package dev.kennel.blob;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Random;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class VirtualFileTest {

    @TempDir
    Path directory;

    private BlobFiles files;

    @BeforeEach
    void openStore() throws IOException {
        files = new BlobFiles(directory.resolve("store"), 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void readsAnyRangeAsTheWholeWouldRead(long seed) throws IOException {
        Random random = new Random(seed);
        Laid laid = randomFile(random);

        for (int i = 0; i < 200; i++) {
            int from = random.nextInt(laid.bytes.length + 1);
            int length = random.nextInt(laid.bytes.length - from + 1);
            assertThat(read(laid.file, from, length))
                    .as("seed %d: %d bytes from %d", seed, length, from)
                    .isEqualTo(Arrays.copyOfRange(laid.bytes, from, from + length));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void slicesAreContiguousAndNeverEmpty(long seed) throws IOException {
        Random random = new Random(seed);
        Laid laid = randomFile(random);

        for (int i = 0; i < 200; i++) {
            int from = random.nextInt(laid.bytes.length + 1);
            int length = random.nextInt(laid.bytes.length - from + 1);
            long sum = 0;
            Iterator<Segment> slices = laid.file.segments(from, length);
            while (slices.hasNext()) {
                Segment slice = slices.next();
                assertThat(slice.length()).as("seed %d", seed).isPositive();
                sum += slice.length();
            }
            assertThat(sum).as("seed %d", seed).isEqualTo(length);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void isWrittenOutAndStreamedWhole(long seed) throws IOException {
        Laid laid = randomFile(new Random(seed));
        Path target = directory.resolve("whole");

        laid.file.writeTo(target);

        assertThat(target).hasBinaryContent(laid.bytes);
        try (InputStream in = laid.file.newInputStream()) {
            assertThat(Sha256.of(in)).isEqualTo(laid.file.sha256());
        }
    }

    @Test
    void namesEachOfItsBlobsOnce() throws IOException {
        Sha256 blob = publish(new byte[] {1, 2});
        VirtualFile file = VirtualFile.builder()
                .blob(files, blob, 2)
                .zeros(3)
                .blob(files, blob, 2)
                .build(Sha256.of(new byte[] {1, 2, 0, 0, 0, 1, 2}));

        assertThat(file.blobs()).containsExactly(blob);
        assertThat(file.length()).isEqualTo(7);
        assertThat(VirtualFile.builder().zeros(1).all(file).build(file.sha256()).length())
                .isEqualTo(8);
    }

    @Test
    void mayBeEmpty() throws IOException {
        VirtualFile empty = VirtualFile.builder().zeros(0).build(Sha256.of(new byte[0]));

        assertThat(empty.segments(0, 0)).isExhausted();
        try (SeekableByteChannel channel = empty.open()) {
            assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        }
    }

    @Test
    void refusesRangesThatLeaveTheFile() {
        VirtualFile file = VirtualFile.builder().zeros(10).build(Sha256.of(new byte[10]));

        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> file.segments(-1, 1));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> file.segments(5, 6));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> file.segments(Long.MAX_VALUE, Long.MAX_VALUE));
    }

    @Test
    void saysWhichFileWasCut() throws IOException {
        Sha256 blob = publish(new byte[10]);
        VirtualFile file = VirtualFile.ofBlob(files, blob, 10);
        Files.write(files.path(blob), new byte[4]);

        assertThatExceptionOfType(TruncatedFileException.class)
                .isThrownBy(() -> read(file, 0, 10))
                .withMessageContaining(blob.hex())
                .withMessageContaining("ends after byte 4, but 10 bytes");
        assertThatExceptionOfType(TruncatedFileException.class)
                .isThrownBy(() -> file.writeTo(directory.resolve("cut")));
        assertThat(directory.resolve("cut")).doesNotExist();
    }

    private record Laid(VirtualFile file, byte[] bytes) {}

    private Laid randomFile(Random random) throws IOException {
        VirtualFile.Builder builder = VirtualFile.builder();
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        int parts = 1 + random.nextInt(40);
        for (int i = 0; i < parts; i++) {
            byte[] bytes = new byte[random.nextInt(5_000)];
            random.nextBytes(bytes);
            switch (random.nextInt(3)) {
                case 0 -> builder.inline(bytes);
                case 1 -> builder.blob(files, publish(bytes), bytes.length);
                case 2 -> builder.file(surrounded(bytes, i), 7, bytes.length);
            }
            whole.writeBytes(bytes);
        }
        return new Laid(builder.build(Sha256.of(whole.toByteArray())), whole.toByteArray());
    }

    private Path surrounded(byte[] bytes, int number) throws IOException {
        byte[] padded = new byte[bytes.length + 10];
        System.arraycopy(bytes, 0, padded, 7, bytes.length);
        return Files.write(directory.resolve("outside-" + number), padded);
    }

    private Sha256 publish(byte[] bytes) throws IOException {
        try (BlobWriter writer = files.stage(bytes.length)) {
            writer.write(bytes);
            Staged staged = writer.finish();
            files.publish(staged);
            return staged.sha256();
        }
    }

    private static byte[] read(VirtualFile file, long from, int length) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(length);
        try (SeekableByteChannel channel = file.open()) {
            channel.position(from);
            while (target.hasRemaining()) {
                assertThat(channel.read(target)).isPositive();
            }
        }
        return target.array();
    }
}
