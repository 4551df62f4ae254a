package dev.kennel.gguf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennel.Fixtures;
import dev.kennel.blob.Sha256;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ImatrixFileTest {

    private static final String TENSOR = "blk.0.ffn_up_exps.weight";

    @TempDir
    Path directory;

    @Test
    void readsWhatLlamaImatrixWrote() throws IOException {
        ImatrixFile imatrix = ImatrixFile.read(Fixtures.QWEN_MOE_IMATRIX);

        assertThat(imatrix.datasets()).containsExactly("eval-stories.txt");
        assertThat(imatrix.chunkCount()).isEqualTo(31);
        assertThat(imatrix.chunkSize()).isEqualTo(256);
        assertThat(imatrix.tensors()).hasSize(51).contains(TENSOR);
        assertThat(imatrix.sliceLength(TENSOR)).contains(256L * 8);
        assertThat(imatrix.slice("output.weight")).isEmpty();
        imatrix.checkNumbers();
    }

    @Test
    void fitsTheModelThatItWasComputedFrom() throws IOException {
        assertThat(mismatches(Fixtures.QWEN_MOE_IMATRIX, Fixtures.QWEN_MOE)).isEmpty();
        assertThat(mismatches(Fixtures.NEMOTRON_MOE_IMATRIX, Fixtures.NEMOTRON_MOE))
                .isEmpty();
    }

    @Test
    void namesTheTensorsThatDoNotFitAModel() throws IOException {
        List<ImatrixMismatch> mismatches = mismatches(Fixtures.QWEN_MOE_IMATRIX, Fixtures.QWEN_35B_HEADER);

        assertThat(mismatches).contains(new ImatrixMismatch(TENSOR, 2048, Optional.of(2048L * 256)));
        assertThat(mismatches(Fixtures.NEMOTRON_MOE_IMATRIX, Fixtures.QWEN_MOE))
                .filteredOn(mismatch -> mismatch.tensor().equals("blk.0.ssm_in.weight"))
                .extracting(ImatrixMismatch::explanation)
                .containsExactly("the model has no such tensor");
    }

    @Test
    void doesNotMindAnEmbeddingTableOfAnotherSize() throws IOException {
        ImatrixFile imatrix = imatrix(entry("token_embd.weight", new float[8], 1f));

        assertThat(imatrix.mismatches(List.of(new TensorInfo("token_embd.weight", List.of(4L, 9L), GgmlType.F32, 0))))
                .isEmpty();
    }

    @Test
    void dividesSumsByRoundedCountsAndGivesUnknownExpertsTheWeightOne() throws IOException {
        ImatrixFile imatrix = imatrix(entry(TENSOR, new float[] {1, 2, 3, 4, 10, 20, 7, 8}, 3f, 2.5f, 0f, 0.49f));

        assertThat(imatrix.slice(TENSOR).orElseThrow())
                .containsExactly(1f / 3f, 2f / 3f, 3f / 3f, 4f / 3f, 1f, 1f, 1f, 1f);
        assertThat(imatrix.coverage(TENSOR)).contains(new ExpertCoverage(TENSOR, 4, List.of(2, 3)));
        assertThat(imatrix.gaps()).hasSize(1);
    }

    @Test
    void digestsASliceAsLittleEndianFloats() throws IOException {
        ImatrixFile imatrix = imatrix(entry(TENSOR, new float[] {2, 4}, 2f));

        byte[] bytes = {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40};
        assertThat(imatrix.sliceSha256(TENSOR)).contains(Sha256.of(bytes).hex());
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, -1})
    void refusesANumberThatIsNoSumOfSquares(float number) throws IOException {
        ImatrixFile sums = imatrix(entry(TENSOR, new float[] {1, number}, 1f));

        assertThatExceptionOfType(GgufFormatException.class)
                .isThrownBy(() -> sums.slice(TENSOR))
                .withMessageContaining("number 1 of '" + TENSOR + ".in_sum2'");
        assertThatExceptionOfType(GgufFormatException.class).isThrownBy(sums::checkNumbers);

        ImatrixFile counts = imatrix(entry(TENSOR, new float[] {1, 1}, number));
        assertThatExceptionOfType(GgufFormatException.class).isThrownBy(counts::checkNumbers);
    }

    @Test
    void refusesAFileThatIsNoImportanceMatrix() {
        assertThatExceptionOfType(GgufFormatException.class)
                .isThrownBy(() -> ImatrixFile.read(Fixtures.LLAMA))
                .withMessageContaining("this is no importance matrix");
    }

    @Test
    void refusesWhatLlamaQuantizeWouldRefuseOrAbortOn() {
        refuses(empty(), "this importance matrix is empty");
        refuses(entry(TENSOR, new float[2], 1f).remove("imatrix.datasets"), "imatrix.datasets: the key is absent");
        refuses(
                entry(TENSOR, new float[2], 1f).put("imatrix.chunk_count", GgufValue.int32(3)),
                "imatrix.chunk_count: the key is absent or of another type");
        refuses(empty().tensor(TENSOR + ".in_sum2", new float[4], 4), "only one of");
        refuses(
                empty().tensor(TENSOR + ".in_sum2", GgmlType.F16, 4).tensor(TENSOR + ".counts", new float[] {1}, 1),
                "sums are f16 and counts f32");
        refuses(entry(TENSOR, new float[4], 1f, 1f, 1f), "4 sums for 3 counts");
    }

    private static GgufWriter empty() {
        return GgufWriter.empty()
                .put("general.type", "imatrix")
                .put("imatrix.datasets", List.of("stories.txt"))
                .put("imatrix.chunk_count", 3)
                .put("imatrix.chunk_size", 512);
    }

    private static GgufWriter entry(String tensor, float[] sums, float... counts) {
        return empty().tensor(tensor + ".in_sum2", sums, sums.length)
                .tensor(tensor + ".counts", counts, 1, counts.length);
    }

    private ImatrixFile imatrix(GgufWriter writer) throws IOException {
        return ImatrixFile.read(writer.write(directory.resolve("imatrix.gguf")));
    }

    private static List<ImatrixMismatch> mismatches(Path imatrix, Path model) throws IOException {
        return ImatrixFile.read(imatrix)
                .mismatches(GgufReader.readHeaderOnly(model).tensors());
    }

    private void refuses(GgufWriter writer, String reason) {
        assertThatExceptionOfType(GgufFormatException.class)
                .isThrownBy(() -> imatrix(writer))
                .withMessageContaining(reason);
    }
}
