package dev.kennel.gguf;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.kennel.Fixtures;
import dev.kennel.blob.Sha256;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class GgufDigestTest {

    @TempDir
    Path directory;

    @Test
    void digestsAFileAndEachOfItsTensors() throws IOException {
        GgufDigest digest = digest(Fixtures.NEMOTRON_MOE);

        byte[] file = Files.readAllBytes(Fixtures.NEMOTRON_MOE);
        assertThat(digest.files()).containsExactly(sha256(file));
        assertThat(digest.source()).isEqualTo(sha256(file));
        assertThat(digest.tensors()).containsExactlyElementsOf(tensorDigests(Fixtures.NEMOTRON_MOE));
    }

    @Test
    void digestsTensorsThatDoNotFillTheirAlignment() throws IOException {
        Path file = GgufWriter.model("llama")
                .alignment(4096)
                .tensor("a", GgmlType.F32, 3)
                .tensor("b", GgmlType.F16, 5, 7)
                .tensor("c", GgmlType.BF16, 1)
                .write(directory.resolve("a.gguf"));

        assertThat(digest(file).tensors()).containsExactlyElementsOf(tensorDigests(file));
    }

    @Test
    void digestsASplitModelAsItsShardsInOrder() throws IOException {
        List<Path> shards = GgufWriter.model("llama")
                .tensor("a", GgmlType.F32, 30)
                .tensor("b", GgmlType.F16, 50, 7)
                .tensor("c", GgmlType.BF16, 10)
                .writeShards(directory, "pup", 2);

        GgufDigest digest = digest(shards.get(1));

        List<String> tensors = new ArrayList<>(tensorDigests(shards.get(0)));
        tensors.addAll(tensorDigests(shards.get(1)));
        assertThat(digest.tensors()).containsExactlyElementsOf(tensors);
        assertThat(digest.files())
                .containsExactly(sha256(Files.readAllBytes(shards.get(0))), sha256(Files.readAllBytes(shards.get(1))));
        assertThat(digest.source()).isEqualTo(sha256(HexFormat.of().parseHex(String.join("", digest.files()))));
    }

    @Test
    void reportsProgressUpToTheLastByte() throws IOException {
        List<Long> progress = new ArrayList<>();

        GgufDigest.of(GgufFiles.open(Fixtures.QWEN_MOE), progress::add);

        assertThat(progress).isSorted().hasSizeGreaterThan(3).last().isEqualTo(Files.size(Fixtures.QWEN_MOE));
    }

    @Test
    void endsWhenItsThreadIsInterrupted() throws IOException {
        GgufModelFiles model = GgufFiles.open(Fixtures.QWEN_MOE);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(
                        () -> GgufDigest.of(model, _ -> Thread.currentThread().interrupt()))
                .isInstanceOfAny(ClosedByInterruptException.class, InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void noticesThatAFileGrew() throws IOException {
        Path file = Files.copy(Fixtures.LLAMA, directory.resolve("a.gguf"));
        GgufModelFiles model = GgufFiles.open(file);
        Files.write(file, new byte[32], StandardOpenOption.APPEND);

        assertThatExceptionOfType(GgufFormatException.class)
                .isThrownBy(() -> GgufDigest.of(model, _ -> {}))
                .withMessageContaining("is %d now", Files.size(file));
    }

    private static GgufDigest digest(Path file) throws IOException {
        return GgufDigest.of(GgufFiles.open(file), _ -> {});
    }

    private static List<String> tensorDigests(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        GgufHeader header = GgufReader.read(file);
        return header.tensors().stream()
                .map(tensor -> {
                    int start = (int) header.fileOffset(tensor);
                    return sha256(Arrays.copyOfRange(bytes, start, start + (int) tensor.bytes()));
                })
                .toList();
    }

    private static String sha256(byte[] bytes) {
        return Sha256.of(bytes).hex();
    }
}
