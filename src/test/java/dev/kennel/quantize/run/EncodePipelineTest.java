package dev.kennel.quantize.run;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.kennel.blob.DiskFullException;
import dev.kennel.device.LlamaBuild;
import dev.kennel.gguf.GeneratedModels;
import dev.kennel.gguf.GgmlType;
import dev.kennel.llama.PackagedLlama;
import dev.kennel.llama.RowEncoder;
import dev.kennel.quantize.EncodeReport;
import dev.kennel.quantize.EncodeReport.EncoderUse;
import dev.kennel.quantize.EncodeTask;
import dev.kennel.quantize.EncodeTask.TensorWork;
import dev.kennel.quantize.EncodeTask.UnitWork;
import dev.kennel.quantize.StageTimes;
import dev.kennel.quantize.StageTimes.StageTime;
import dev.kennel.quantize.UnitKey;
import dev.kennel.quantize.UnitStaged;
import dev.kennel.worker.TaskFailure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Reading, widening, encoding, hashing and writing overlap, in memory that is bounded, and leave nothing half made.
class EncodePipelineTest {

    private static final RowEncoder ROW_ENCODER = PackagedLlama.get().rowEncoder();
    private static final int ROW_LENGTH = 1024;
    private static final int ROWS = 2048;
    private static final long SLAB_BYTES = 1 << 20;
    private static final GgmlType[] TYPES = {GgmlType.Q8_0, GgmlType.BF16, GgmlType.Q4_0};

    @TempDir
    Path directory;

    private final RecordingReporter reporter = new RecordingReporter();
    private Path model;
    private TestSweep sweep;

    @BeforeEach
    void generateModel() throws Exception {
        model = GeneratedModels.llama(GgmlType.BF16, 256, 256)
                .tensor("first.weight", GgmlType.BF16, ROW_LENGTH, ROWS)
                .tensor("second.weight", GgmlType.BF16, ROW_LENGTH, ROWS)
                .write(directory.resolve("model.gguf"));
        sweep = new TestSweep(directory, List.of(model), Optional.empty())
                .inSlabsOf(SLAB_BYTES)
                .encodedBy("ggml");
    }

    @Test
    void theReportSaysWhatEachStageTookAndWhatWasWaitedFor() throws Exception {
        // When
        EncodeReport report = encode(work("first.weight", TYPES), work("second.weight", TYPES));
        // Then
        StageTimes stages = report.stages();
        List<StageTime> all = List.of(stages.reading(), stages.widening(), stages.encoding(), stages.writing());
        assertThat(all).allSatisfy(stage -> assertThat(stage.busyNanos()).isPositive());
        long readAhead = stages.reading().busyNanos() - stages.reading().waitedNanos();
        assertThat(all.stream().mapToLong(StageTime::waitedNanos).sum()).isBetween(1L, stages.nanos() - readAhead);
        assertThat(stages.reading().busyNanos()).isBetween(stages.reading().waitedNanos(), stages.nanos());
        assertThat(stages.widening().busyNanos() + stages.encoding().busyNanos())
                .isLessThanOrEqualTo(stages.threads() * stages.nanos());
        assertThat(stages.encoding().busyNanos())
                .isGreaterThanOrEqualTo(
                        report.encoders().stream().mapToLong(EncoderUse::nanos).sum());
    }

    @Test
    void theTimesAreOneLineOfAJobsLog() {
        var stages = new StageTimes(
                2,
                15_900_000_000L,
                new StageTime(1_200_000_000, 100_000_000),
                new StageTime(400_000_000, 0),
                new StageTime(31_000_000_000L, 14_200_000_000L),
                new StageTime(1_100_000_000, 300_000_000));

        assertThat(stages.inWords())
                .isEqualTo("read 1.2 s, widened 0.4 s, encoded 31.0 s on 2 threads, hashed and wrote 1.1 s; 15.9 s in"
                        + " all, of which it waited 0.1 s for reading, 0.0 s for widening, 14.2 s for encoding and"
                        + " 0.3 s for hashing and writing; the other 1.3 s went into setting up, opening and closing"
                        + " files, reading ahead and reporting");
    }

    /// The tensors with their encodings take ten times as much.
    @Test
    void encodersSeeNoMoreMemoryThanThreeSlabs() throws Exception {
        // Given
        var seen = new MemorySeen(new GgmlEncoder(ROW_ENCODER));
        var encoders = new Encoders(List.of(seen), new GgmlEncoder(ROW_ENCODER), _ -> {});
        EncodeTask task = sweep.task(List.of(work("first.weight", TYPES), work("second.weight", TYPES)));
        // When
        try (var run = new Sweep(task, ROW_ENCODER, encoders, Optional.empty(), reporter)) {
            run.run(new LlamaBuild("v0.5.0", "haswell", Optional.empty()));
        }
        // Then
        assertThat(seen.bytes()).isBetween(SLAB_BYTES, 3 * SLAB_BYTES);
    }

    /// Notes which memory the rows of a sweep and their encodings lie in.
    private record MemorySeen(TensorEncoder encoder, Set<Long> lines) implements TensorEncoder {

        private static final long LINE = 64;

        MemorySeen(TensorEncoder encoder) {
            this(encoder, ConcurrentHashMap.newKeySet());
        }

        @Override
        public String name() {
            return encoder.name();
        }

        @Override
        public boolean supports(GgmlType type) {
            return encoder.supports(type);
        }

        @Override
        public void prepare(GgmlType type) {
            encoder.prepare(type);
        }

        @Override
        public void encode(GgmlType type, FloatRows rows, ByteBuffer target) {
            encoder.encode(type, rows, target.duplicate());
            rows.narrow().ifPresent(narrow -> {
                note(MemorySegment.ofBuffer(narrow.bytes()));
                note(MemorySegment.ofBuffer(rows.values()));
                note(MemorySegment.ofBuffer(target));
            });
        }

        /// Whole lines: what begins or ends within one shares it with its neighbour in the slab.
        private void note(MemorySegment memory) {
            long end = memory.address() + memory.byteSize();
            for (long line = Math.ceilDiv(memory.address(), LINE); (line + 1) * LINE <= end; line++) {
                lines.add(line);
            }
        }

        long bytes() {
            return LINE * lines.size();
        }
    }

    @Test
    void aFullDiskIsNamedAndNothingStays() throws Exception {
        // Given
        EncodeTask task = sweep.task(List.of(work("first.weight", TYPES)));
        UnitKey key = task.tensors().getFirst().units().getLast().key();
        Path full = task.stagingDirectory().resolve("000002-" + key + ".unit");
        Files.createSymbolicLink(full, Path.of("/dev/full"));
        // Then
        assertThatThrownBy(() -> sweep.encode(task, reporter))
                .isInstanceOf(DiskFullException.class)
                .hasMessageContaining("The disk that holds " + full + " is full");
        assertThat(stagedFiles()).isEmpty();
        assertThat(reporter.steps(UnitStaged.class)).isEmpty();
    }

    /// However far those behind it have come.
    @Test
    void nothingStaysOfTensorsBehindOneThatChanged() throws Exception {
        // Given
        TensorWork changed = work("blk.0.attn_q.weight", TYPES);
        try (FileChannel channel = FileChannel.open(model, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {1, 1}), changed.offset() + 100);
        }
        // Then
        assertThatThrownBy(() -> encode(
                        changed,
                        work("blk.0.attn_k.weight", GgmlType.BF16),
                        work("blk.0.attn_output.weight", GgmlType.BF16)))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining("has changed since it was imported");
        assertThat(stagedFiles()).isEmpty();
    }

    private EncodeReport encode(TensorWork... tensors) throws Exception {
        return sweep.encode(sweep.task(List.of(tensors)), reporter);
    }

    private TensorWork work(String tensor, GgmlType... types) {
        TensorWork source = sweep.source(tensor);
        return source.with(Stream.of(types)
                .map(type -> new UnitWork(
                        UnitKey.of(source.sha256(), source.type(), source.shape(), type, Optional.empty()),
                        type,
                        false))
                .toList());
    }

    private List<Path> stagedFiles() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".unit")).toList();
        }
    }
}
