package dev.kennel.quantize.run;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.kennel.gguf.GeneratedModels;
import dev.kennel.gguf.GgmlType;
import dev.kennel.llama.PackagedLlama;
import dev.kennel.llama.RowEncoder;
import dev.kennel.quantize.EncodeTask.TensorWork;
import dev.kennel.quantize.EncodeTask.UnitWork;
import dev.kennel.quantize.UnitKey;

import static org.assertj.core.api.Assertions.assertThat;

/// The units of a slab that one device encodes have their rows carried to it once.
class SlabEncoderTest {

    private static final RowEncoder ROWS = PackagedLlama.get().rowEncoder();
    private static final List<GgmlType> TYPES = List.of(GgmlType.Q4_0, GgmlType.Q8_0, GgmlType.Q4_K);

    @TempDir
    Path directory;

    private final GgmlEncoder ggml = new GgmlEncoder(ROWS);
    private final Device hardware = new Device();

    /// Of the tensor that was encoded last, unit by unit.
    private List<Set<String>> encodedBy = List.of();

    @Test
    void oneUploadServesAllTypes() throws Exception {
        // Given
        var device = new DeviceEncoder(hardware, "Test GPU");
        // When
        List<ByteBuffer> encodings = encodings(device, ggml);
        // Then
        assertThat(hardware.chunks).isEqualTo(2);
        assertThat(hardware.encodedWhereCarried).isEqualTo(2 * TYPES.size());
        assertThat(encodings).isEqualTo(encodings(ggml));
    }

    @Test
    void whatADeviceDoesNotFinishIsFinishedWithoutIt() throws Exception {
        // Given
        hardware.lastsFor = 1;
        var device = new DeviceEncoder(hardware, "Test GPU");
        // When
        List<ByteBuffer> encodings = encodings(device, ggml);
        // Then
        assertThat(device.isSetAside()).isTrue();
        assertThat(encodedBy).containsExactly(Set.of(), Set.of("device", "ggml"), Set.of("ggml"), Set.of("ggml"));
        assertThat(encodings).isEqualTo(encodings(ggml));
    }

    @Test
    void onTheCpuEachUnitIsEncodedForItself() throws Exception {
        assertThat(encodings(hardware, ggml)).isEqualTo(encodings(ggml));
        assertThat(hardware.chunks).isZero();
    }

    /// Of a tensor in one slab, on this thread.
    private List<ByteBuffer> encodings(TensorEncoder... preferred) throws Exception {
        Path model = GeneratedModels.llama(GgmlType.BF16, 256, 256).write(directory.resolve("model.gguf"));
        var test = new TestSweep(directory, List.of(model), Optional.empty());
        TensorWork source = test.source("blk.0.attn_q.weight");
        TensorWork work = source.with(Stream.concat(Stream.of(GgmlType.BF16), TYPES.stream())
                .map(type -> unit(source, type))
                .toList());
        var encoders = new Encoders(List.of(preferred), ggml, _ -> {});
        encoders.choose(TYPES, Runnable::run);
        hardware.isTested = true;
        List<ByteBuffer> copies = new ArrayList<>();
        try (Arena arena = Arena.ofShared();
                var sweeps = new TensorSweeps(test.task(List.of(work)), ROWS, encoders, Optional.empty());
                TensorSweep sweep = sweeps.start(work)) {
            SlabRows slab = sweep.readInto(arena.allocate(8 << 20, 64));
            new SlabEncoder(Runnable::run, ROWS, new StageClock().encoding())
                    .submit(slab, CompletableFuture.completedFuture(null))
                    .forEach(CompletableFuture::join);
            slab.encodings()
                    .forEach(made -> copies.add(
                            ByteBuffer.allocate(made.remaining()).put(0, made, made.position(), made.remaining())));
            encodedBy = sweep.units().stream()
                    .map(unit -> Set.copyOf(unit.encodedBy()))
                    .toList();
        }
        return copies;
    }

    private static UnitWork unit(TensorWork source, GgmlType type) {
        var key = UnitKey.of(source.sha256(), source.type(), source.shape(), type, Optional.empty());
        return new UnitWork(key, type, false);
    }

    /// Encodes as ggml does, for as long as it lasts after its test.
    private final class Device implements TensorEncoder {

        private boolean isTested;
        private int lastsFor = Integer.MAX_VALUE;
        private int chunks;
        private int encodedWhereCarried;

        @Override
        public String name() {
            return "device";
        }

        @Override
        public boolean supports(GgmlType type) {
            return true;
        }

        @Override
        public void prepare(GgmlType type) {}

        @Override
        public void carry(FloatRows rows, Consumer<FloatRows> work) {
            chunks++;
            work.accept(rows.onDevice((type, importance, target) -> {
                encodedWhereCarried++;
                ggml.encode(type, rows.weighted(importance), target);
            }));
        }

        @Override
        public void encode(GgmlType type, FloatRows rows, ByteBuffer target) {
            if (isTested && lastsFor-- <= 0) {
                throw new EncoderFailure("out of memory", null);
            }
            if (rows.carried().isPresent()) {
                rows.carried().get().encode(type, rows.importance(), target);
            } else {
                ggml.encode(type, rows, target);
            }
        }
    }
}
