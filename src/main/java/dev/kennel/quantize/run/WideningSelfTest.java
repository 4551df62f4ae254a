package dev.kennel.quantize.run;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Optional;

import dev.kennel.gguf.GgmlType;
import dev.kennel.llama.RowEncoder;
import dev.kennel.quantize.kernels.SourceRows;

/// Whether an encoder that widens rows itself does it as ggml: with every finite value that F16 or BF16 has, encoded as
/// Q8_0.
final class WideningSelfTest {

    private static final GgmlType TARGET = GgmlType.Q8_0;
    private static final int ROW_LENGTH = 256;
    private static final int PATTERNS = 1 << 16;

    private final RowEncoder ggml;

    WideningSelfTest(RowEncoder ggml) {
        this.ggml = ggml;
    }

    /// @param encoder prepared for Q8_0
    /// @param source F16 or BF16
    boolean passes(TensorEncoder encoder, GgmlType source) {
        ByteBuffer narrow = finiteValues(source);
        int count = narrow.remaining() / Short.BYTES;
        FloatBuffer floats = direct(count * Float.BYTES).asFloatBuffer();
        ggml.widen(source, narrow, floats);
        ByteBuffer expected = direct(Math.toIntExact(TARGET.bytes(count)));
        ByteBuffer made = direct(expected.capacity());
        ggml.encode(TARGET, floats, ROW_LENGTH, Optional.empty(), expected);
        var rows = new FloatRows(
                count / ROW_LENGTH,
                ROW_LENGTH,
                Optional.empty(),
                Optional.of(new SourceRows(source, narrow)),
                () -> floats);
        encoder.encode(TARGET, rows, made.duplicate());
        return expected.equals(made);
    }

    /// In whole rows; a few of the last are left out.
    private static ByteBuffer finiteValues(GgmlType source) {
        int exponent = source == GgmlType.F16 ? 0x7c00 : 0x7f80;
        ByteBuffer values = direct(PATTERNS * Short.BYTES);
        for (int bits = 0; bits < PATTERNS; bits++) {
            if ((bits & exponent) != exponent) {
                values.putShort((short) bits);
            }
        }
        return values.flip().limit(values.limit() / (ROW_LENGTH * Short.BYTES) * (ROW_LENGTH * Short.BYTES));
    }

    private static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
}
