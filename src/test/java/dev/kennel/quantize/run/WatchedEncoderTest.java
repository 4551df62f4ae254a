package dev.kennel.quantize.run;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.kennel.gguf.GgmlType;
import dev.kennel.llama.PackagedLlama;
import dev.kennel.quantize.EncodingInputs;
import dev.kennel.quantize.kernels.SourceRows;

import static org.assertj.core.api.Assertions.assertThat;

/// A device that fails or errs is set aside, and the rows are made all the same.
class WatchedEncoderTest {

    private static final int ROW_LENGTH = 512;

    private final List<String> said = new ArrayList<>();
    private final GgmlEncoder ggml = new GgmlEncoder(PackagedLlama.get().rowEncoder());
    private final Device hardware = new Device();
    private final DeviceEncoder device = new DeviceEncoder(hardware, "Test GPU");

    @Test
    void aDeviceThatIsRightIsUsed() throws Exception {
        TensorEncoder encoder = chosen(GgmlType.Q4_0);

        assertThat(encoded(encoder, GgmlType.Q4_0)).isEqualTo(right(GgmlType.Q4_0));
        assertThat(encoder.name()).isEqualTo("device");
        assertThat(said).noneMatch(line -> line.contains("set aside"));
    }

    @Test
    void aDeviceThatFailsTheKnownAnswersIsSetAside() throws Exception {
        hardware.wrongFrom = 0;

        assertThat(chosen(GgmlType.Q4_0).name()).isEqualTo("ggml");
        assertThat(said)
                .contains("Test GPU is set aside, and other encoders go on: its q4_0 is not that of llama.cpp.");
    }

    @Test
    void aDeviceThatIsWrongAboutTheFirstRowsIsSetAside() throws Exception {
        TensorEncoder encoder = chosen(GgmlType.Q4_0);
        hardware.wrongFrom = 0;

        assertThat(encoded(encoder, GgmlType.Q4_0)).isEqualTo(right(GgmlType.Q4_0));
        assertThat(encoder.name()).isEqualTo("ggml");
        assertThat(said)
                .contains("Test GPU is set aside, and other encoders go on: its first rows of q4_0 are not those of"
                        + " llama.cpp.");
    }

    @Test
    void aDeviceThatIsWrongAboutTheFirstRowsOfAnotherSourceTypeIsSetAside() throws Exception {
        TensorEncoder encoder = chosen(GgmlType.Q4_0);
        encoded(encoder, GgmlType.Q4_0);
        hardware.wrongFrom = 0;

        assertThat(encodedAs(GgmlType.BF16, encoder)).isEqualTo(encodedAs(GgmlType.BF16, ggml));
        assertThat(encoder.name()).isEqualTo("ggml");
    }

    @Test
    void aDeviceThatFailsOnTheWayIsSetAsideOnceAndForAllTypes() throws Exception {
        TensorEncoder first = chosen(GgmlType.Q4_0);
        TensorEncoder second = chosen(GgmlType.Q8_0);
        encoded(first, GgmlType.Q4_0);
        hardware.failsFrom = 0;

        assertThat(encoded(first, GgmlType.Q4_0)).isEqualTo(right(GgmlType.Q4_0));
        assertThat(encoded(second, GgmlType.Q8_0)).isEqualTo(right(GgmlType.Q8_0));
        assertThat(List.of(first.name(), second.name())).containsOnly("ggml");
        assertThat(said)
                .filteredOn(line -> line.contains("set aside"))
                .containsExactly("Test GPU is set aside, and other encoders go on: out of memory");
    }

    @Test
    void aDeviceThatWasSetAsideIsNotChosenAgain() throws Exception {
        hardware.failsFrom = 0;
        chosen(GgmlType.Q4_0);
        hardware.failsFrom = Integer.MAX_VALUE;

        assertThat(chosen(GgmlType.Q4_0).name()).isEqualTo("ggml");
    }

    private TensorEncoder chosen(GgmlType type) throws Exception {
        var encoders = new Encoders(List.of(device, ggml), ggml, said::add);
        encoders.choose(List.of(type), Runnable::run);
        return encoders.of(type).join();
    }

    private ByteBuffer right(GgmlType type) {
        return encoded(ggml, type);
    }

    private static ByteBuffer encoded(TensorEncoder encoder, GgmlType type) {
        float[] values = EncodingInputs.of(2 * ROW_LENGTH, 1).getFirst().rows();
        FloatBuffer rows = ByteBuffer.allocateDirect(values.length * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer()
                .put(0, values);
        ByteBuffer target = ByteBuffer.allocateDirect((int) type.bytes(values.length));
        encoder.encode(type, new FloatRows(rows, ROW_LENGTH, Optional.empty()), target.duplicate());
        return target;
    }

    /// Of ones.
    private static ByteBuffer encodedAs(GgmlType source, TensorEncoder encoder) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(2 * ROW_LENGTH).order(ByteOrder.nativeOrder());
        FloatBuffer rows = ByteBuffer.allocateDirect(Float.BYTES * ROW_LENGTH)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        for (int i = 0; i < ROW_LENGTH; i++) {
            rows.put(i, 1);
            bytes.putShort(2 * i, (short) 0x3f80);
        }
        ByteBuffer target = ByteBuffer.allocateDirect((int) GgmlType.Q4_0.bytes(ROW_LENGTH));
        var narrow = new SourceRows(source, bytes);
        encoder.encode(
                GgmlType.Q4_0,
                new FloatRows(1, ROW_LENGTH, Optional.empty(), Optional.of(narrow), () -> rows),
                target.duplicate());
        return target;
    }

    /// Encodes as ggml does, until it fails or errs.
    private final class Device implements TensorEncoder {

        private int calls;
        private int wrongFrom = Integer.MAX_VALUE;
        private int failsFrom = Integer.MAX_VALUE;

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
        public void encode(GgmlType type, FloatRows rows, ByteBuffer target) {
            int call = calls++;
            if (call >= failsFrom) {
                throw new EncoderFailure("out of memory", null);
            }
            ggml.encode(type, rows, target);
            if (call >= wrongFrom) {
                target.put(target.position(), (byte) (target.get(target.position()) ^ 1));
            }
        }
    }
}
