package dev.kennel.gguf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.kennel.gguf.GgufReader.TensorData;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class GgufFilesTest {

    @TempDir
    Path directory;

    @Test
    void opensAModelInOneFile() throws IOException {
        Path file = model().write(directory.resolve("pup.gguf"));

        GgufModelFiles files = GgufFiles.open(file);

        assertThat(files.isSplit()).isFalse();
        assertThat(files.size()).isEqualTo(Files.size(file));
        assertThat(files.tensors()).hasSize(5).allSatisfy(tensor -> {
            assertThat(tensor.shard()).isZero();
            assertThat(tensor.fileOffset())
                    .isEqualTo(files.header().dataOffset() + tensor.info().offset());
        });
    }

    @Test
    void opensASplitModelByAnyOfItsShards() throws IOException {
        List<Path> shards = model().writeShards(directory, "pup", 3);

        for (Path shard : shards) {
            GgufModelFiles files = GgufFiles.open(shard);

            assertThat(files.shards()).extracting(GgufModelFiles.Shard::file).containsExactlyElementsOf(shards);
            assertThat(files.header().architecture()).contains("llama");
            assertThat(files.tensors()).extracting(ShardedTensor::name).containsExactly("t0", "t1", "t2", "t3", "t4");
            assertThat(files.tensors()).extracting(ShardedTensor::shard).containsExactly(0, 1, 1, 2, 2);
        }
    }

    @Test
    void opensShardsUnderOtherNamesInAnyOrder() throws IOException {
        model().writeShards(directory, "pup", 2);
        Path first = Files.move(directory.resolve("pup-00001-of-00002.gguf"), directory.resolve("blob-a"));
        Path second = Files.move(directory.resolve("pup-00002-of-00002.gguf"), directory.resolve("blob-b"));

        GgufModelFiles files =
                new GgufFiles(GgufReader.TensorData.REQUIRED, GgufLimits.DEFAULT).of(List.of(second, first));

        assertThat(files.shards()).extracting(GgufModelFiles.Shard::file).containsExactly(first, second);
    }

    @Test
    void opensASingleFileThatIsNamedAsOneOfOne() throws IOException {
        Path file = model().write(directory.resolve("pup-00001-of-00001.gguf"));

        assertThat(GgufFiles.open(file).isSplit()).isFalse();
    }

    @Test
    void namesTheShardsThatAreMissing() throws IOException {
        List<Path> shards = model().writeShards(directory, "pup", 4);
        Files.delete(shards.get(1));
        Files.delete(shards.get(3));

        refuses(shards.getFirst(), "of 4 shards 2 are missing: pup-00002-of-00004.gguf, pup-00004-of-00004.gguf");
    }

    @Test
    void refusesAShardUnderANameThatHidesTheOthers() throws IOException {
        List<Path> shards = model().writeShards(directory, "pup", 2);
        Path renamed = Files.move(shards.getFirst(), directory.resolve("model.gguf"));

        refuses(renamed, "it is one of 2 shards, and 1 are at hand");
    }

    @Test
    void refusesTwoModelsThatAreNoShards() throws IOException {
        Path one = model().write(directory.resolve("a.gguf"));
        Path other = model().write(directory.resolve("b.gguf"));

        assertThatExceptionOfType(GgufFormatException.class)
                .isThrownBy(() -> new GgufFiles(TensorData.REQUIRED, GgufLimits.DEFAULT).of(List.of(one, other)))
                .withMessageContaining("it is a model by itself, and there are 2 models; name one of them");
    }

    @Test
    void refusesTheSameShardTwice() throws IOException {
        List<Path> shards = model().writeShards(directory, "pup", 2);
        Files.copy(shards.getFirst(), shards.get(1), StandardCopyOption.REPLACE_EXISTING);

        refuses(shards.getFirst(), "pup-00001-of-00002.gguf is shard 1 too");
    }

    @Test
    void refusesAShardWithoutItsNumber() throws IOException {
        List<Path> shards = model().writeShards(directory, "pup", 2);
        model().shard(1, 2).remove("split.no").write(shards.get(1));

        refuses(shards.getFirst(), "split.no: it is absent");
    }

    @Test
    void refusesAShardNumberBeyondTheSet() throws IOException {
        List<Path> shards = model().writeShards(directory, "pup", 2);
        model().shard(1, 2).put("split.no", 2).write(shards.get(1));

        refuses(shards.getFirst(), "split.no: it is 2 where 0 to 1 is expected");
    }

    @Test
    void refusesShardsOfDifferentSplits() throws IOException {
        List<Path> shards = model().writeShards(directory, "pup", 2);
        model().shard(1, 3).write(shards.get(1));

        refuses(shards.getFirst(), "it is one of 3 shards, and 2 are at hand");
    }

    @Test
    void refusesATensorThatIsInTwoShards() throws IOException {
        List<Path> shards = model().writeShards(directory, "pup", 2);
        model().shard(1, 2).tensor("t0", GgmlType.F32, 8).write(shards.get(1));

        refuses(shards.getFirst(), "tensor 't0': it is in pup-00001-of-00002.gguf too");
    }

    @Test
    void refusesASetThatHoldsFewerTensorsThanItAnnounces() throws IOException {
        List<Path> shards = model().writeShards(directory, "pup", 2);
        model().shard(1, 2).put("split.tensors.count", 9).write(shards.get(1));

        refuses(shards.getFirst(), "it announces 9 tensors and the shards hold 5");
    }

    @Test
    void refusesAShardNumberInTheNameThatCannotBe() throws IOException {
        Path file = model().write(directory.resolve("pup-00003-of-00002.gguf"));

        refuses(file, "there is no shard 3 of 2; rename the file");
    }

    private static GgufWriter model() {
        GgufWriter model = GgufWriter.model("llama").put("llama.block_count", 1);
        for (int index = 0; index < 5; index++) {
            model.tensor("t" + index, GgmlType.F32, 8, 3);
        }
        return model;
    }

    private static void refuses(Path file, String reason) {
        assertThatExceptionOfType(GgufFormatException.class)
                .isThrownBy(() -> GgufFiles.open(file))
                .withMessageContaining(reason);
    }
}
