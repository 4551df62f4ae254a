package dev.kennel.quantize.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennel.blob.Sha256;
import dev.kennel.gguf.GeneratedModels;
import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.EncodeReport;
import dev.kennel.quantize.EncodeReport.EncoderUse;
import dev.kennel.quantize.EncodeTask.TensorWork;
import dev.kennel.quantize.EncodeTask.UnitWork;
import dev.kennel.quantize.SlabEncoded;
import dev.kennel.quantize.UnitKey;
import dev.kennel.quantize.UnitStaged;
import dev.kennel.quantize.opencl.AnyOpenCl;
import dev.kennel.worker.TaskFailure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

class EncodeTest {

    private static final String QUERY = "blk.0.attn_q.weight";
    private static final String OUTPUT = "blk.0.attn_output.weight";

    @TempDir
    Path directory;

    private final RecordingReporter reporter = new RecordingReporter();
    private Path model;
    private TestSweep sweep;

    @BeforeEach
    void generateModel() throws Exception {
        model = GeneratedModels.llama(GgmlType.BF16, 256, 256).write(directory.resolve("model.gguf"));
        sweep = new TestSweep(directory, List.of(model), Optional.empty());
    }

    @Test
    void readsATensorOnceAndReportsEachOfItsUnits() throws Exception {
        // Given
        sweep.encodedBy("ggml");
        // When
        EncodeReport report = encode(work(QUERY, GgmlType.Q4_K, GgmlType.Q8_0, GgmlType.BF16));
        // Then
        assertThat(report.sourceBytes()).isEqualTo(256 * 256 * 2);
        assertThat(report.encoders())
                .extracting(EncoderUse::type, EncoderUse::encoder, EncoderUse::weights)
                .containsExactly(tuple(GgmlType.Q8_0, "ggml", 65_536L), tuple(GgmlType.Q4_K, "ggml", 65_536L));
        assertThat(reporter.steps(UnitStaged.class))
                .extracting(UnitStaged::type)
                .containsExactly(GgmlType.Q4_K, GgmlType.Q8_0, GgmlType.BF16);
        for (UnitStaged unit : reporter.steps(UnitStaged.class)) {
            assertThat(Sha256.of(Files.readAllBytes(unit.file())).hex()).isEqualTo(unit.sha256());
            assertThat(unit.file()).hasSize(unit.type().bytes(256 * 256));
        }
    }

    @Test
    void prefersVectorsWhereATypeHasThem() throws Exception {
        // When
        EncodeReport report = encode(work(QUERY, GgmlType.Q8_0, GgmlType.F16));
        // Then
        assertThat(report.encoders())
                .extracting(EncoderUse::type, EncoderUse::encoder)
                .containsExactly(tuple(GgmlType.F16, "ggml"), tuple(GgmlType.Q8_0, "simd"));
    }

    @Test
    void refusesAnEncoderThatDoesNotExist() {
        assertThatThrownBy(() -> encode(sweep.encodedBy("fpga"), work(QUERY, GgmlType.Q8_0)))
                .isInstanceOf(TaskFailure.class)
                .hasMessage("kennel.encoder is fpga; it must be one of auto, cpu, ggml, simd, opencl, cuda.");
    }

    @Test
    void aCopyHasTheSourcesDigest() throws Exception {
        // When
        encode(work(QUERY, GgmlType.BF16));
        // Then
        UnitStaged copy = reporter.steps(UnitStaged.class).getFirst();
        assertThat(copy.sha256()).isEqualTo(sweep.source(QUERY).sha256());
        assertThat(copy.encoder()).isEqualTo("copy");
    }

    @Test
    void reportsEverySlab() throws Exception {
        // Given
        sweep.inSlabsOf(64 << 10);
        // When
        encode(work(QUERY, GgmlType.Q8_0));
        // Then
        List<SlabEncoded> slabs = reporter.steps(SlabEncoded.class);
        assertThat(slabs).hasSizeGreaterThan(1);
        assertThat(slabs.stream().mapToLong(SlabEncoded::sourceBytes).sum()).isEqualTo(256 * 256 * 2);
        assertThat(slabs.stream().mapToLong(SlabEncoded::encodedBytes).sum()).isEqualTo(GgmlType.Q8_0.bytes(256 * 256));
    }

    @Test
    void twoTensorsOfTheSameBytesAreStagedApart() throws Exception {
        // Given
        TensorWork query = work(QUERY, GgmlType.Q4_0);
        // When
        encode(query, query);
        // Then
        assertThat(reporter.steps(UnitStaged.class))
                .extracting(UnitStaged::file)
                .doesNotHaveDuplicates();
    }

    @Test
    void namesATensorThatChangedAndReportsNoUnitOfIt() throws Exception {
        // Given
        TensorWork changed = work(OUTPUT, GgmlType.Q8_0);
        overwrite(changed.offset() + 100, (byte) 1, (byte) 1);
        // When
        assertThatThrownBy(() -> encode(work(QUERY, GgmlType.Q8_0), changed))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining(OUTPUT)
                .hasMessageContaining("has changed since it was imported");
        // Then
        assertThat(reporter.steps(UnitStaged.class))
                .extracting(UnitStaged::tensor)
                .containsExactly(QUERY);
        assertThat(stagedFiles()).hasSize(1);
    }

    @Test
    void namesATensorThatIsCutOff() throws Exception {
        // Given
        TensorWork cut = work(OUTPUT, GgmlType.Q8_0);
        try (FileChannel channel = FileChannel.open(model, StandardOpenOption.WRITE)) {
            channel.truncate(cut.offset() + 100);
        }
        // Then
        assertThatThrownBy(() -> encode(cut))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining(OUTPUT)
                .hasMessageContaining("ends within");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ggml", "simd", "opencl"})
    void namesATensorThatHoldsANaN(String encoder) throws Exception {
        // Given
        requireWhatItTakes(encoder);
        overwrite(sweep.source(OUTPUT).offset() + 100, (byte) 0xc0, (byte) 0x7f);
        sweep = new TestSweep(directory, List.of(model), Optional.empty()).encodedBy(encoder);
        // Then
        assertThatThrownBy(() -> encode(work(OUTPUT, GgmlType.Q8_0)))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining(OUTPUT)
                .hasMessageContaining("holds NaN as its element 50 of 65536, counted from 0;");
    }

    @Test
    void theFirstNumberThatIsNotFiniteIsNamedThoughItIsInALaterSlab() throws Exception {
        // Given
        sweep.inSlabsOf(64 << 10);
        overwrite(sweep.source(OUTPUT).offset() + 2 * 60_000, (byte) 0x80, (byte) 0xff);
        overwrite(sweep.source(OUTPUT).offset() + 2 * 65_535, (byte) 0xc0, (byte) 0x7f);
        // Then
        assertThatThrownBy(() -> encode(work(OUTPUT, GgmlType.Q8_0)))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining("holds -infinity as its element 60000 of 65536, counted from 0;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ggml", "simd", "opencl"})
    void namesATensorWhoseEncodingIsNotFinite(String encoder) throws Exception {
        // Given
        requireWhatItTakes(encoder);
        float[] huge = new float[256];
        Arrays.fill(huge, 3e38f);
        model = GeneratedModels.llama(GgmlType.BF16, 256, 256)
                .tensor("huge.weight", huge, 256)
                .write(directory.resolve("huge.gguf"));
        sweep = new TestSweep(directory, List.of(model), Optional.empty()).encodedBy(encoder);
        // Then
        assertThatThrownBy(() -> encode(work("huge.weight", GgmlType.Q8_0)))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining("huge.weight cannot be encoded as q8_0");
    }

    @Test
    void refusesAnImportanceMatrixThatChangedSinceItWasImported() throws Exception {
        // Given
        Path imatrix = GeneratedImatrix.of(List.of(model)).write(directory.resolve("changed.imatrix.gguf"));
        sweep = new TestSweep(directory, List.of(model), Optional.of(imatrix));
        byte[] bytes = Files.readAllBytes(imatrix);
        bytes[bytes.length / 2] ^= 1;
        Files.write(imatrix, bytes);
        // Then
        assertThatThrownBy(() -> encode(work(QUERY, GgmlType.Q4_K)))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining("changed.imatrix.gguf")
                .hasMessageContaining("has changed since it was imported");
    }

    @Test
    void refusesWhatWouldAbortTheProcess() {
        assertThatThrownBy(() -> encode(work(QUERY, GgmlType.IQ2_XXS)))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining("takes importance weights");
    }

    @ParameterizedTest
    @ValueSource(strings = {"simd", "opencl"})
    void eachEncoderGivesTheDigestsOfGgml(String encoder) throws Exception {
        // Given
        requireWhatItTakes(encoder);
        List<String> expected = digestsBy("ggml");
        // When
        List<String> digests = digestsBy(encoder);
        // Then
        assertThat(digests).isEqualTo(expected).hasSize(4);
    }

    /// Even of a CPU, which nothing else would take as an OpenCL device.
    @Test
    void aDeviceThatTheJobNamesEncodes() throws Exception {
        // Given
        String name = AnyOpenCl.require().description().name();
        // When
        EncodeReport report = encode(sweep.onDevice(name), work(QUERY, GgmlType.Q8_0, GgmlType.IQ3_XXS));
        // Then
        assertThat(report.encoders()).extracting(EncoderUse::encoder).containsExactly("opencl", "opencl");
        assertThat(reporter.lines()).anyMatch(line -> line.startsWith("encoding on " + name + ", "));
    }

    @Test
    void onTheCpuNoDeviceIsLookedFor() throws Exception {
        // When
        EncodeReport report = encode(sweep.onDevice("cpu"), work(QUERY, GgmlType.Q8_0));
        // Then
        assertThat(report.encoders()).extracting(EncoderUse::encoder).containsExactly("simd");
        assertThat(reporter.lines()).noneMatch(line -> line.contains("OpenCL"));
    }

    @Test
    void aDeviceThatIsNotOnThisMachineIsNamedAndTheCpuEncodes() throws Exception {
        // When
        EncodeReport report = encode(sweep.onDevice("OpenCL77"), work(QUERY, GgmlType.Q8_0));
        // Then
        assertThat(report.encoders()).extracting(EncoderUse::encoder).containsExactly("simd");
        assertThat(reporter.lines()).contains("There is no device OpenCL77 on this machine; the CPU encodes.");
    }

    @Test
    void aDeviceThatTheConfigurationDoesNotAllowIsNamedAndNotUsed() throws Exception {
        // When
        EncodeReport report = encode(sweep.onDevice("OpenCL0").encodedBy("ggml"), work(QUERY, GgmlType.Q8_0));
        // Then
        assertThat(report.encoders()).extracting(EncoderUse::encoder).containsExactly("ggml");
        assertThat(reporter.lines()).contains("OpenCL0 is not used: kennel.encoder is ggml, which allows no device.");
    }

    @Test
    void whereOnlyDevicesMayEncodeAJobForTheCpuIsRefused() {
        assertThatThrownBy(() -> encode(sweep.onDevice("cpu").encodedBy("opencl"), work(QUERY, GgmlType.Q8_0)))
                .isInstanceOf(TaskFailure.class)
                .hasMessageStartingWith("The job is to encode on cpu, and kennel.encoder is opencl");
    }

    private List<String> digestsBy(String encoder) throws Exception {
        var heard = new RecordingReporter();
        var other = new TestSweep(directory, List.of(model), Optional.empty()).encodedBy(encoder);
        TensorWork units = work(QUERY, GgmlType.Q4_K, GgmlType.Q8_0, GgmlType.IQ4_NL, GgmlType.IQ3_S);
        EncodeReport report = other.encode(other.task(List.of(units)), heard);
        assertThat(report.encoders()).extracting(EncoderUse::encoder).containsOnly(encoder);
        return heard.steps(UnitStaged.class).stream().map(UnitStaged::sha256).toList();
    }

    private static void requireWhatItTakes(String encoder) {
        if (encoder.equals("opencl")) {
            AnyOpenCl.require();
        }
    }

    private EncodeReport encode(TensorWork... tensors) throws Exception {
        return encode(sweep, tensors);
    }

    private EncodeReport encode(TestSweep sweep, TensorWork... tensors) throws Exception {
        return sweep.encode(sweep.task(List.of(tensors)), reporter);
    }

    private TensorWork work(String tensor, GgmlType... types) {
        TensorWork source = sweep.source(tensor);
        return source.with(Stream.of(types).map(type -> unit(source, type)).toList());
    }

    private static UnitWork unit(TensorWork source, GgmlType type) {
        var key = UnitKey.of(source.sha256(), source.type(), source.shape(), type, Optional.empty());
        return new UnitWork(key, type, false);
    }

    private void overwrite(long offset, byte... bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(model, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), offset);
        }
    }

    private List<Path> stagedFiles() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".unit")).toList();
        }
    }
}
