package dev.kennel.quantize;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.kennel.gguf.GgmlType;
import dev.kennel.llama.PackagedLlama;
import dev.kennel.llama.RowEncoder;
import dev.kennel.quantize.EncodingInputs.Input;

import static org.assertj.core.api.Assertions.assertThat;

/// Compares what encoders make with what ggml makes, block by block.
public final class AgainstGgml {

    private static final RowEncoder GGML = PackagedLlama.get().rowEncoder();

    /// As all encoders of rows have it.
    public interface Encoding {
        void encode(GgmlType type, FloatBuffer rows, int rowLength, Optional<FloatBuffer> weights, ByteBuffer target);
    }

    private AgainstGgml() {}

    /// @param importance one value a column, or none
    /// @param what stands in the failure's message
    public static void check(
            Encoding encoding, GgmlType type, Input input, int rowLength, Optional<float[]> importance, String what) {
        FloatBuffer rows = direct(input.rows());
        Optional<FloatBuffer> weights = importance.map(AgainstGgml::direct);
        ByteBuffer expected = ByteBuffer.allocateDirect((int) type.bytes(input.rows().length));
        ByteBuffer made = ByteBuffer.allocateDirect(expected.capacity());
        GGML.prepare(type);

        GGML.encode(type, rows, rowLength, weights, expected);
        encoding.encode(type, rows, rowLength, weights, made);

        assertThat(differingBlocks(type, expected, made))
                .as("blocks of %s that differ, %s, %s", type.ggmlName(), input.name(), what)
                .isEmpty();
    }

    private static List<String> differingBlocks(GgmlType type, ByteBuffer expected, ByteBuffer made) {
        return Stream.iterate(0, at -> at < expected.capacity(), at -> at + type.blockBytes())
                .filter(at -> expected.slice(at, type.blockBytes()).mismatch(made.slice(at, type.blockBytes())) >= 0)
                .map(at -> "%d: %s, expected %s"
                        .formatted(at / type.blockBytes(), hex(made, at, type), hex(expected, at, type)))
                .limit(4)
                .toList();
    }

    private static String hex(ByteBuffer bytes, int at, GgmlType type) {
        byte[] block = new byte[type.blockBytes()];
        bytes.get(at, block);
        return HexFormat.of().formatHex(block);
    }

    private static FloatBuffer direct(float[] values) {
        FloatBuffer buffer = ByteBuffer.allocateDirect(values.length * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        return buffer.put(0, values);
    }
}
