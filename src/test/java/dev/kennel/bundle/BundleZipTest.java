package dev.kennel.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennel.bundle.BundleManifest.Listed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BundleZipTest {

    private static final long PETABYTE = 1L << 50;

    @TempDir
    Path directory;

    private BundleFolder read(Path zip) throws Exception {
        Path into = Files.createTempDirectory(directory, "unpacked");
        try (BundleZip bundle = BundleZip.open(zip)) {
            bundle.unpack(into);
        }
        return BundleFolder.read(into);
    }

    private void assertRefused(Path zip, String why) {
        assertRefused(() -> read(zip), why);
    }

    private static void assertRefused(ThrowingCallable reading, String why) {
        assertThatThrownBy(reading).isInstanceOf(BundleFault.class).hasMessageContaining(why);
    }

    private Path zip(List<ZipPart> parts) throws Exception {
        return SmallBundle.zip(directory, parts);
    }

    @Test
    void whatWasMadeIsRead() throws Exception {
        BundleFolder bundle = read(zip(SmallBundle.parts()));

        assertThat(bundle.manifest().model()).isEqualTo("small/Model");
        assertThat(bundle.quant()).hasContent("as good as a quant\n");
        assertThat(bundle.bytes())
                .isEqualTo(bundle.manifest().files().stream()
                        .mapToLong(Listed::bytes)
                        .sum());
    }

    @Test
    void whatAPersonPackedAgainIsReadToo() throws Exception {
        Path zip = directory.resolve("again.zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("vectors/"));
            for (ZipPart part : SmallBundle.parts()) {
                out.putNextEntry(new ZipEntry(part.name()));
                part.content().newInputStream().transferTo(out);
            }
            out.putNextEntry(new ZipEntry("my notes.txt"));
        }

        assertThat(read(zip).manifest().quant()).isEqualTo("Q8_0");
    }

    @Test
    void whatIsNoBundleIsRefused() throws Exception {
        assertRefused(Files.writeString(directory.resolve("text.zip"), "no ZIP at all"), "is no whole ZIP");
        assertRefused(Files.write(directory.resolve("empty.zip"), new byte[0]), "is no whole ZIP");
        assertRefused(zip(List.of(ZipPart.text("a.txt", "a"))), "It has no bundle.json: this ZIP is no bundle.");
        assertRefused(zip(List.of(ZipPart.text("bundle.json", "{"))), "bundle.json cannot be read");
        assertRefused(zip(List.of(ZipPart.text("bundle.json", "null"))), "bundle.json says nothing");
        assertRefused(zip(List.of(ZipPart.text("bundle.json", "{\"files\": [null]}"))), "bundle.json cannot be read");
        assertRefused(
                zip(SmallBundle.parts(of -> SmallBundle.with(of, "kennel-bundle 9", of.file(), of.files()))),
                "Its form is 'kennel-bundle 9'");
        assertRefused(
                zip(SmallBundle.parts(of -> SmallBundle.with(of, of.format(), "other.gguf", of.files()))),
                "does not list other.gguf");
    }

    @ParameterizedTest
    @ValueSource(strings = {"vectors/one.gguf", "probe.json", "SHA256SUMS", SmallBundle.QUANT})
    void aMissingFileIsNamed(String path) throws Exception {
        List<ZipPart> parts = SmallBundle.parts().stream()
                .filter(part -> !part.name().equals(path))
                .toList();

        assertRefused(zip(parts), path + " is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside", "/etc/passwd", "a/../../b", "a\\b", "C:x", "./a", "a//b", "tab\there"})
    void aNameThatLeadsElsewhereIsRefused(String name) throws Exception {
        List<ZipPart> parts = new ArrayList<>(SmallBundle.parts());
        parts.add(ZipPart.text(name, "hostile"));
        assertRefused(zip(parts), "which no bundle does");

        Path listing = zip(SmallBundle.parts(of -> SmallBundle.with(
                of,
                of.format(),
                of.file(),
                Stream.concat(of.files().stream(), Stream.of(new Listed(name, 1, "00".repeat(32))))
                        .toList())));
        assertRefused(listing, "which no bundle does");
        try (var files = Files.walk(directory)) {
            assertThat(files).noneMatch(file -> file.endsWith("outside") || file.endsWith("passwd"));
        }
    }

    @Test
    void anotherSizeThanIsListedIsRefusedBeforeTheDiskIsFull() throws Exception {
        Path small = zip(SmallBundle.parts(of -> resized(of, PETABYTE)));
        assertRefused(small, "has fewer bytes than the " + PETABYTE);
        Path large = zip(SmallBundle.parts(of -> resized(of, 3)));
        assertRefused(large, "has more bytes than the 3");
        try (BundleZip bundle = BundleZip.open(small)) {
            assertThat(bundle.bytes()).isGreaterThan(PETABYTE);
        }
        Path endless = zip(SmallBundle.parts(of -> SmallBundle.with(
                of,
                of.format(),
                of.file(),
                of.files().stream()
                        .map(file -> new Listed(file.path(), Long.MAX_VALUE, file.sha256()))
                        .toList())));
        try (BundleZip bundle = BundleZip.open(endless)) {
            assertRefused(bundle::bytes, "sizes that no disk has");
        }
        assertRefused(zip(SmallBundle.parts(of -> resized(of, -1))), "states no size");
    }

    private static BundleManifest resized(BundleManifest manifest, long bytes) {
        return SmallBundle.with(
                manifest,
                manifest.format(),
                manifest.file(),
                manifest.files().stream()
                        .map(file -> file.path().equals(manifest.file())
                                ? new Listed(file.path(), bytes, file.sha256())
                                : file)
                        .toList());
    }

    @Test
    void aNameThatIsThereTwiceIsRefused() throws Exception {
        List<ZipPart> parts = new ArrayList<>(SmallBundle.parts());
        parts.add(parts.getFirst());

        assertRefused(zip(parts), "two entries named");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void anyChangedByteOfAFileIsFoundAndAnyCut(long seed) throws Exception {
        Random random = new Random(seed);
        byte[] bytes = Files.readAllBytes(zip(SmallBundle.parts()));
        for (int i = 0; i < 200; i++) {
            byte[] cut = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            Path file = Files.write(directory.resolve("cut.zip"), cut);
            assertThatThrownBy(() -> read(file))
                    .as("seed %d: the first %d bytes", seed, cut.length)
                    .isInstanceOf(BundleFault.class);
            byte[] changed = bytes.clone();
            int at = random.nextInt(bytes.length);
            changed[at] ^= (byte) (1 << random.nextInt(8));
            assertNothingOtherIsRead(Files.write(directory.resolve("changed.zip"), changed), seed, at);
        }
    }

    /// What a reader of ZIPs passes over, a time say, may be another.
    private void assertNothingOtherIsRead(Path zip, long seed, int at) throws Exception {
        try {
            BundleFolder read = read(zip);
            assertThat(read.quant()).as("seed %d: byte %d", seed, at).hasContent("as good as a quant\n");
        } catch (BundleFault found) {
            assertThat(found.getMessage()).as("seed %d: byte %d", seed, at).isNotBlank();
        }
    }

    @Test
    void sumsThatContradictTheManifestAreRefused() throws Exception {
        Path into = Files.createDirectory(directory.resolve("folder"));
        try (BundleZip bundle = BundleZip.open(zip(SmallBundle.parts()))) {
            bundle.unpack(into);
        }
        Path sums = into.resolve("SHA256SUMS");
        String right = Files.readString(sums);

        Files.writeString(sums, right.replaceAll(".*vectors/one.gguf\n", ""));
        assertRefused(() -> BundleFolder.read(into), "do not say the same of vectors/one.gguf");
        Files.writeString(sums, right.replaceAll(".*bundle.json\n", ""));
        assertRefused(() -> BundleFolder.read(into), "does not have bundle.json");
        Files.writeString(sums, right + "what?\n");
        assertRefused(() -> BundleFolder.read(into), "a line that is no sum");
        Files.writeString(sums, right);
        Files.writeString(into.resolve("vectors/one.gguf"), "as bad as a vector!\n");
        assertRefused(() -> BundleFolder.read(into), "vectors/one.gguf is not what was put in");
        Files.delete(into.resolve("vectors/one.gguf"));
        Files.createSymbolicLink(into.resolve("vectors/one.gguf"), Path.of("/etc/hostname"));
        assertRefused(() -> BundleFolder.read(into), "vectors/one.gguf is missing");
    }

    @Test
    void whatIsNotThereIsNoFault() {
        assertThatThrownBy(() -> BundleZip.open(directory.resolve("nowhere.zip")))
                .isInstanceOf(IOException.class);
    }
}
