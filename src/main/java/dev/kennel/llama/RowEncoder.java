package dev.kennel.llama;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import dev.kennel.gguf.GgmlType;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

/// Encodes, widens and validates rows with ggml's own functions. All buffers are direct and in native byte order; their
/// content is what lies between position and limit.
public final class RowEncoder {

    private final GgmlBindings ggml;
    private final IqTables tables;
    private final Map<GgmlType, MethodHandle> toFloat = new ConcurrentHashMap<>();

    RowEncoder(GgmlBindings ggml) {
        this.ggml = ggml;
        this.tables = new IqTables(ggml);
    }

    /// Builds the tables that a type's encoder needs, once a process: seconds for IQ1 and IQ2, nothing for most types.
    /// Tables of different types may be built at the same time.
    public void prepare(GgmlType type) {
        tables.prepare(type);
    }

    /// Encodes whole rows. The type's tables must have been [prepared][#prepare].
    ///
    /// @param rowLength a multiple of the type's block size
    /// @param weights one a column, or none; IQ2_XXS, IQ2_XS and IQ1_S abort the process without
    /// @param target as long as the encoded rows
    public void encode(
            GgmlType type, FloatBuffer rows, int rowLength, Optional<FloatBuffer> weights, ByteBuffer target) {
        int count = rows.remaining() / rowLength;
        if (!type.divides(rowLength) || target.remaining() != type.bytes((long) count * rowLength)) {
            throw new IllegalArgumentException("%d rows of %d weights do not encode to %d bytes of %s"
                    .formatted(count, rowLength, target.remaining(), type.ggmlName()));
        }
        if (weights.isPresent() && weights.get().remaining() != rowLength) {
            throw new IllegalArgumentException("%d importance weights do not fit rows of %d"
                    .formatted(weights.get().remaining(), rowLength));
        }
        ggml.quantizeChunk(
                type.id(),
                MemorySegment.ofBuffer(rows),
                MemorySegment.ofBuffer(target),
                count,
                rowLength,
                weights.map(MemorySegment::ofBuffer).orElse(MemorySegment.NULL));
    }

    /// Whether encoded blocks or floats hold no NaN and no infinity.
    public boolean valid(GgmlType type, ByteBuffer data) {
        return ggml.validateRowData(type.id(), MemorySegment.ofBuffer(data), data.remaining());
    }

    /// Decodes a type that is not F32 to floats.
    ///
    /// @param target its length says how many
    public void widen(GgmlType type, ByteBuffer source, FloatBuffer target) {
        if (source.remaining() != type.bytes(target.remaining())) {
            throw new IllegalArgumentException("%d bytes of %s are not %d weights"
                    .formatted(source.remaining(), type.ggmlName(), target.remaining()));
        }
        MethodHandle function = toFloat.computeIfAbsent(type, this::toFloat);
        try {
            function.invokeExact(
                    MemorySegment.ofBuffer(source), MemorySegment.ofBuffer(target), (long) target.remaining());
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    private MethodHandle toFloat(GgmlType type) {
        MemorySegment function = traits(type).get(ADDRESS, Layouts.offset(Layouts.TYPE_TRAITS, "to_float"));
        if (function.equals(MemorySegment.NULL)) {
            throw new IllegalArgumentException("ggml cannot decode " + type.ggmlName() + " to floats");
        }
        return ggml.toFloat(function);
    }

    private MemorySegment traits(GgmlType type) {
        return ggml.typeTraits(type.id()).reinterpret(Layouts.TYPE_TRAITS.byteSize());
    }

    /// What the library says differently about a type than [GgmlType] does.
    Optional<String> misfit(GgmlType type) {
        MemorySegment traits = traits(type);
        String name = CStrings.read(traits.get(ADDRESS, Layouts.offset(Layouts.TYPE_TRAITS, "type_name")));
        long blockSize = traits.get(JAVA_LONG, Layouts.offset(Layouts.TYPE_TRAITS, "blck_size"));
        long blockBytes = traits.get(JAVA_LONG, Layouts.offset(Layouts.TYPE_TRAITS, "type_size"));
        if (name.equals(type.ggmlName()) && blockSize == type.blockSize() && blockBytes == type.blockBytes()) {
            return Optional.empty();
        }
        return Optional.of("type %d is %s with %d weights in %d bytes, expected %s with %d in %d"
                .formatted(
                        type.id(), name, blockSize, blockBytes, type.ggmlName(), type.blockSize(), type.blockBytes()));
    }
}
