package dev.kennel.quantize.run;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.kennel.gguf.GgmlType;

import static org.assertj.core.api.Assertions.assertThat;

class WarmingEncoderTest {

    private static final int ROW_LENGTH = 32;

    private final FakeEncoder vectors = new FakeEncoder((byte) 1);
    private final FakeEncoder ggml = new FakeEncoder((byte) 2);
    private final WarmingEncoder encoder = new WarmingEncoder(vectors, ggml);

    @Test
    void givesSlowVectorsOneRow() {
        // Given
        vectors.takes = Duration.ofMillis(30);
        // When
        encode(4);
        // Then
        assertThat(encode(4)).containsExactly(1, 2, 2, 2);
    }

    @Test
    void givesFastVectorsAllRowsOnceThatIsKnown() {
        // Given
        ggml.takes = Duration.ofMillis(30);
        // When
        List<Integer> first = encode(2);
        List<Integer> second = encode(2);
        // Then
        assertThat(first).containsExactly(1, 2);
        assertThat(second).containsExactly(1, 1);
    }

    @Test
    void doesNotDivideARow() {
        // Given
        vectors.takes = Duration.ofMillis(30);
        // Then
        assertThat(encode(1)).containsExactly(1);
    }

    /// Who encoded each row.
    private List<Integer> encode(int rows) {
        FloatBuffer values = ByteBuffer.allocateDirect(rows * ROW_LENGTH * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        int rowBytes = GgmlType.Q8_0.blockBytes();
        ByteBuffer target = ByteBuffer.allocateDirect(rows * rowBytes);
        encoder.encode(GgmlType.Q8_0, new FloatRows(values, ROW_LENGTH, Optional.empty()), target);
        List<Integer> marks = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            marks.add((int) target.get(row * rowBytes));
        }
        return marks;
    }

    /// Fills rows with its mark.
    private static final class FakeEncoder implements TensorEncoder {

        private final byte mark;
        private Duration takes = Duration.ZERO;

        FakeEncoder(byte mark) {
            this.mark = mark;
        }

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public boolean supports(GgmlType type) {
            return true;
        }

        @Override
        public void prepare(GgmlType type) {}

        @Override
        public void encode(GgmlType type, FloatRows rows, ByteBuffer target) {
            try {
                Thread.sleep(takes.multipliedBy(rows.count()));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            while (target.hasRemaining()) {
                target.put(mark);
            }
        }
    }
}
