package dev.kennel.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.BlobWriter;
import dev.kennel.blob.Segment;
import dev.kennel.blob.Sha256;
import dev.kennel.blob.Staged;
import dev.kennel.blob.VirtualFile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class ZipLayoutTest {

    private static final long FIVE_GIBIBYTES = 5L << 30;

    @TempDir
    Path directory;

    private BlobFiles store;

    @BeforeEach
    void openStore() throws IOException {
        store = new BlobFiles(directory.resolve("store"), 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whatIsLaidOutIsRead(long seed) throws Exception {
        Random random = new Random(seed);
        List<byte[]> contents = new ArrayList<>();
        List<ZipPart> parts = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(20); i++) {
            byte[] content = new byte[random.nextInt(5_000)];
            random.nextBytes(content);
            contents.add(content);
            parts.add(part("folder ß/" + i + " 犬.bin", content, random));
        }

        Path zip = written(ZipLayout.of(parts));

        try (ZipFile read = new ZipFile(zip.toFile())) {
            assertThat(Collections.list(read.entries()))
                    .as("seed %d", seed)
                    .extracting(ZipEntry::getName)
                    .containsExactlyElementsOf(parts.stream().map(ZipPart::name).toList());
            for (int i = 0; i < parts.size(); i++) {
                ZipEntry entry = read.getEntry(parts.get(i).name());
                assertThat(entry.getMethod()).isEqualTo(ZipEntry.STORED);
                assertThat(read.getInputStream(entry).readAllBytes())
                        .as("seed %d, file %d", seed, i)
                        .isEqualTo(contents.get(i));
            }
        }
        assertThat(streamed(zip))
                .as("seed %d", seed)
                .usingElementComparator((a, b) -> ByteBuffer.wrap(a).compareTo(ByteBuffer.wrap(b)))
                .containsExactlyElementsOf(contents);
    }

    /// Front to back, by the headers of the files alone.
    private static List<byte[]> streamed(Path zip) throws IOException {
        List<byte[]> contents = new ArrayList<>();
        try (var in = new ZipInputStream(Files.newInputStream(zip))) {
            while (in.getNextEntry() != null) {
                contents.add(in.readAllBytes());
            }
        }
        return contents;
    }

    @ParameterizedTest
    @ValueSource(strings = {"unzip -t", "python3 -m zipfile -t"})
    void otherProgramsFindNothingWrong(String program) throws Exception {
        String[] words = program.split(" ");
        assumeTrue(isThere(words[0]), words[0] + " is not installed");
        Random random = new Random(3);
        byte[] content = new byte[100_000];
        random.nextBytes(content);
        Path zip = written(ZipLayout.of(List.of(
                part("quant.gguf", content, random),
                ZipPart.script("run.sh", "#!/bin/sh\n"),
                ZipPart.text("名前.md", "# 犬\n"))));

        Process process = new ProcessBuilder(List.of((program + " " + zip).split(" ")))
                .redirectErrorStream(true)
                .start();

        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }

    private static boolean isThere(String program) {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    @Test
    void aFileBeyondFourGibibytesAndWhatIsBehindItAreRead() throws Exception {
        Path sparse = directory.resolve("sparse");
        try (var channel = FileChannel.open(
                sparse, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            channel.write(ByteBuffer.wrap(new byte[1]), FIVE_GIBIBYTES - 1);
        }
        VirtualFile large = VirtualFile.builder()
                .file(sparse, 0, FIVE_GIBIBYTES)
                .build(Sha256.of("five gibibytes".getBytes(UTF_8)));

        VirtualFile laid = ZipLayout.of(List.of(
                new ZipPart("large.gguf", large, zeros(FIVE_GIBIBYTES), false),
                ZipPart.text("behind.txt", "behind\n")));

        Path zip = writtenWithHoles(laid);
        try (ZipFile read = new ZipFile(zip.toFile())) {
            ZipEntry entry = read.getEntry("large.gguf");
            assertThat(entry.getSize()).isEqualTo(FIVE_GIBIBYTES);
            assertThat(entry.getCompressedSize()).isEqualTo(FIVE_GIBIBYTES);
            assertThat(entry.getCrc()).isEqualTo(0x193838c3L).isEqualTo(zeros(FIVE_GIBIBYTES));
            try (InputStream content = read.getInputStream(entry)) {
                content.skipNBytes(FIVE_GIBIBYTES - 1);
                assertThat(content.read()).isZero();
                assertThat(content.read()).isEqualTo(-1);
            }
            assertThat(read.getInputStream(read.getEntry("behind.txt")).readAllBytes())
                    .isEqualTo("behind\n".getBytes(UTF_8));
        }
        try (var in = new ZipInputStream(Files.newInputStream(zip))) {
            assertThat(in.getNextEntry().getSize()).as("in front of the file").isEqualTo(FIVE_GIBIBYTES);
        }
    }

    @Test
    void moreFilesThanTheFieldsOfOldCanCountAreRead() throws Exception {
        VirtualFile nothing = VirtualFile.builder().build(Sha256.of(new byte[0]));
        List<ZipPart> parts = new ArrayList<>();
        for (int i = 0; i < 70_000; i++) {
            parts.add(new ZipPart(Integer.toString(i), nothing, 0, false));
        }

        try (ZipFile read = new ZipFile(written(ZipLayout.of(parts)).toFile())) {
            assertThat(read.size()).isEqualTo(70_000);
        }
    }

    @Test
    void theSameFilesMakeTheSameBytesAndAnyChangeAnotherDigest() throws Exception {
        List<ZipPart> parts = List.of(ZipPart.text("a", "one"), ZipPart.text("b", "two"));

        VirtualFile laid = ZipLayout.of(parts);

        assertThat(laid.newInputStream().readAllBytes())
                .isEqualTo(ZipLayout.of(parts).newInputStream().readAllBytes());
        assertThat(ZipLayout.of(parts).sha256()).isEqualTo(laid.sha256());
        assertThat(ZipLayout.of(List.of(ZipPart.text("a", "one"), ZipPart.text("b", "six")))
                        .sha256())
                .isNotEqualTo(laid.sha256());
        assertThat(ZipLayout.of(List.of(ZipPart.text("a", "one"), ZipPart.text("c", "two")))
                        .sha256())
                .isNotEqualTo(laid.sha256());
    }

    private static long zeros(long bytes) {
        long crc = Crc32.of(new byte[0]);
        byte[] some = new byte[1 << 20];
        for (long left = bytes; left > 0; left -= some.length) {
            crc = Crc32.combine(crc, Crc32.of(some), some.length);
        }
        return crc;
    }

    /// Half of the content in memory, the rest in the store.
    private ZipPart part(String name, byte[] content, Random random) throws IOException {
        int cut = content.length / 2;
        byte[] kept = new byte[content.length - cut];
        System.arraycopy(content, cut, kept, 0, kept.length);
        byte[] inline = new byte[cut];
        System.arraycopy(content, 0, inline, 0, cut);
        var file = VirtualFile.builder().inline(inline);
        if (kept.length > 0) {
            Staged staged;
            try (BlobWriter writer = store.stage(kept.length)) {
                writer.write(ByteBuffer.wrap(kept));
                staged = writer.finish();
            }
            store.publish(staged);
            file.blob(store, staged.sha256(), kept.length);
        }
        return new ZipPart(name, file.build(Sha256.of(content)), Crc32.of(content), random.nextBoolean());
    }

    private Path written(VirtualFile laid) throws IOException {
        Path zip = directory.resolve("laid.zip");
        laid.writeTo(zip);
        return zip;
    }

    /// Regions of other files, which hold zeros, are left out.
    private Path writtenWithHoles(VirtualFile laid) throws IOException {
        Path zip = directory.resolve("holes.zip");
        try (var channel = FileChannel.open(
                zip, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            long position = 0;
            for (Segment segment : laid.segments()) {
                if (segment instanceof Segment.Inline(ByteBuffer bytes)) {
                    channel.write(bytes, position);
                }
                position += segment.length();
            }
        }
        return zip;
    }
}
