package dev.kennel.gguf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.kennel.Fixtures;
import dev.kennel.blob.Sha256;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GgufSplitTest {

    private static final long FOUR_MEGABYTES = 4_000_000;

    @TempDir
    Path directory;

    /// Digests of what `llama-gguf-split --split-max-size 4M` of v0.5.0 writes.
    @Test
    void partsAreThoseOfLlamaGgufSplit() throws IOException {
        assertThat(digests(Fixtures.LLAMA))
                .containsExactly(
                        "1409efaacf6850780462a85eab245ac290db88fef7cd643edb8f7c336c568284",
                        "957fc9f528285a219bce8bbdd74a1ae417218c2a1f76b8389d69102572392cb6");
        assertThat(digests(Fixtures.NEMOTRON_MOE))
                .containsExactly(
                        "57fab90e02cf30f3c4b28ab1b8fb8b751234c9c99f51681856a4246129f75198",
                        "2c7dcbdedaf884f11233b6cad26dc07779b0b0b65e9d65f69df0671cabc5c8ad",
                        "6b12051b879844cb6d441f1c5bd75036c6a1260150038dc7f7b1ae133e59b1d0",
                        "40a6bdf492054c47d17ed5871a87c54072e9029fb6b79a979a94735bb972eb94",
                        "0b7369cd8d13acddfd882c523a4a442f09f3f26a6c003c3f2167af36a80685c4");
        assertThat(digests(Fixtures.QWEN_MOE))
                .containsExactly(
                        "ac9007149b6b26ca121d83ce27b78a2cfc23f60081a041adb3f7b51fb10cf4e1",
                        "faac56b6e3e48a82feef527a7d7b4a2b32d9a39aff6730b85789e807eb99893b",
                        "11079ec278ce7909333960f252f2bc3ba8f1ede1529baf7985a2b0050b664010",
                        "be7ef546cc11b288d355911f92e475a4f241742986cf45b0c3604ad1cddc1b67",
                        "4735c1c83fc5c08b55f5f123a21ecbbdc90b6c27c8053db389510ccd73458bad",
                        "6f8001de7696913f98829eef0b65ca3bff0699ef38430ff74b1554bc3933944e");
    }

    @Test
    void partsOfAnyFileAreTheSameModel() throws IOException {
        for (long seed = 1; seed <= 200; seed++) {
            Random random = new Random(seed);
            Path whole = anyModel(random).write(directory.resolve("whole-" + seed + ".gguf"));
            long most = 1600 + random.nextInt(4000);

            List<Path> parts = write("part-" + seed, whole, most);

            GgufModelFiles joined = new GgufFiles(GgufReader.TensorData.REQUIRED, GgufLimits.DEFAULT).of(parts);
            GgufModelFiles original = GgufFiles.open(whole);
            assertThat(names(joined)).as("seed %d", seed).isEqualTo(names(original));
            assertThat(GgufDigest.of(joined, _ -> {}).tensors())
                    .as("seed %d", seed)
                    .isEqualTo(GgufDigest.of(original, _ -> {}).tensors());
            assertThat(GgufReader.read(parts.getFirst()).metadata())
                    .as("seed %d", seed)
                    .containsAllEntriesOf(own(original));
            for (Path part : parts) {
                long tensors = Files.size(part) - GgufReader.read(part).dataOffset();
                assertThat(tensors).as("seed %d", seed).isLessThanOrEqualTo(most);
            }
        }
    }

    @Test
    void aTensorLargerThanAPartIsNamed() throws IOException {
        assertThatThrownBy(() -> cut(Fixtures.LLAMA, 100_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("token_embd.weight")
                .hasMessageContaining("100,000");
    }

    @Test
    void anotherAlignmentIsRefused() {
        Path file = GgufWriter.model("llama")
                .alignment(64)
                .tensor("a", GgmlType.F32, 30)
                .write(directory.resolve("aligned.gguf"));

        assertThatThrownBy(() -> cut(file, FOUR_MEGABYTES)).hasMessageContaining("64 bytes");
    }

    /// Up to twenty tensors of up to 1600 bytes, keys of all kinds before and after those of an older split.
    private static GgufWriter anyModel(Random random) {
        int tensors = 1 + random.nextInt(20);
        GgufWriter model = GgufWriter.model("llama")
                .seed(random.nextLong())
                .put("some.texts", List.of("", "ein Wört", "\u0001"))
                .put("some.flag", true);
        if (random.nextBoolean()) {
            model.put("split.no", new GgufValue.Int(ValueType.UINT16, 0))
                    .put("split.count", new GgufValue.Int(ValueType.UINT16, 0))
                    .put("split.tensors.count", tensors);
        }
        model.putInts("some.numbers", List.of(1, -2, 3)).put("some.number", random.nextDouble());
        for (int i = 0; i < tensors; i++) {
            model.tensor("t" + i, GgmlType.F32, 1 + random.nextInt(20), 1 + random.nextInt(20));
        }
        return model;
    }

    private static List<String> names(GgufModelFiles model) {
        return model.tensorInfos().stream().map(TensorInfo::name).toList();
    }

    private static Map<String, GgufValue> own(GgufModelFiles model) {
        var metadata = new LinkedHashMap<>(model.header().metadata());
        metadata.keySet().removeIf(key -> key.startsWith("split."));
        return metadata;
    }

    private List<String> digests(Path whole) throws IOException {
        List<String> digests = new ArrayList<>();
        for (Path part : write("pup", whole, FOUR_MEGABYTES)) {
            digests.add(Sha256.of(part).hex());
        }
        return digests;
    }

    private List<Path> write(String prefix, Path whole, long most) throws IOException {
        List<GgufSplit.Part> parts = cut(whole, most);
        byte[] content = Files.readAllBytes(whole);
        List<Path> files = new ArrayList<>();
        for (GgufSplit.Part part : parts) {
            var bytes = new ByteArrayOutputStream();
            bytes.writeBytes(part.header());
            bytes.write(content, (int) part.from(), (int) part.length());
            bytes.writeBytes(new byte[part.padding()]);
            String name = new ShardName(prefix, files.size(), parts.size()).toString();
            files.add(Files.write(directory.resolve(name), bytes.toByteArray()));
        }
        return files;
    }

    private static List<GgufSplit.Part> cut(Path whole, long most) throws IOException {
        try (FileChannel channel = FileChannel.open(whole)) {
            return GgufSplit.of(channel, most);
        }
    }
}
