package dev.kennel.quantize.run;

import java.nio.ByteBuffer;

import dev.kennel.gguf.GgmlType;
import dev.kennel.llama.RowEncoder;
import dev.kennel.recipe.TensorTypes;

/// The reference: `ggml_quantize_chunk`.
final class GgmlEncoder implements TensorEncoder {

    private final RowEncoder rows;

    GgmlEncoder(RowEncoder rows) {
        this.rows = rows;
    }

    /// Whether encoded rows hold no NaN and no infinity.
    boolean isValid(GgmlType type, ByteBuffer encoded) {
        return rows.valid(type, encoded);
    }

    @Override
    public String name() {
        return "ggml";
    }

    @Override
    public boolean supports(GgmlType type) {
        return TensorTypes.isTarget(type);
    }

    @Override
    public void prepare(GgmlType type) {
        rows.prepare(type);
    }

    @Override
    public void encode(GgmlType type, FloatRows source, ByteBuffer target) {
        rows.encode(type, source.values(), source.rowLength(), source.importance(), target);
    }
}
