package dev.kennel.llama;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.kennel.gguf.GgmlType;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

/// Writes the header of a quant with the library's own GGUF writer, in the order in which llama-quantize does.
public final class HeaderWriter {

    /// Kennel's files are aligned to this, as llama-quantize's are.
    public static final int ALIGNMENT = 32;

    private static final int QUANTIZATION_VERSION = 2;

    private final GgufBindings gguf;

    HeaderWriter(GgufBindings gguf) {
        this.gguf = gguf;
    }

    /// A tensor of the quant, which has the same name in the source.
    public record HeaderTensor(String name, GgmlType type) {}

    /// Everything before the first tensor, padding included.
    ///
    /// @param shards of the source, in order; the keys of the first are taken
    /// @param fileType `general.file_type`
    /// @param keys further keys, in order
    /// @param tensors in file order; row lengths are multiples of the block sizes
    /// @throws LlamaException when a shard cannot be read or a tensor is in none of them
    public byte[] write(List<Path> shards, int fileType, List<KvOverride> keys, List<HeaderTensor> tensors) {
        List<SourceFile> sources = new ArrayList<>();
        MemorySegment header = gguf.initEmpty();
        try (Arena arena = Arena.ofConfined()) {
            for (Path shard : shards) {
                sources.add(open(arena, shard));
            }
            setKeys(arena, header, sources.getFirst(), fileType, keys);
            for (HeaderTensor tensor : tensors) {
                MemorySegment name = arena.allocateFrom(tensor.name());
                gguf.addTensor(header, find(sources, name, tensor.name()));
                gguf.setTensorType(header, name, tensor.type().id());
            }
            MemorySegment bytes = arena.allocate(gguf.metaSize(header));
            gguf.metaData(header, bytes);
            return bytes.toArray(JAVA_BYTE);
        } finally {
            gguf.free(header);
            sources.forEach(this::free);
        }
    }

    private void setKeys(Arena arena, MemorySegment header, SourceFile first, int fileType, List<KvOverride> keys) {
        gguf.setKeys(header, first.keys());
        gguf.setUint32(header, arena.allocateFrom("general.quantization_version"), QUANTIZATION_VERSION);
        gguf.setUint32(header, arena.allocateFrom("general.file_type"), fileType);
        for (String key : List.of("split.no", "split.count", "split.tensors.count")) {
            gguf.removeKey(header, arena.allocateFrom(key));
        }
        for (KvOverride override : keys) {
            MemorySegment key = arena.allocateFrom(override.key());
            switch (override) {
                case KvOverride.Text text ->
                    gguf.setString(header, key, arena.allocateFrom(JAVA_BYTE, text.terminated()));
                case KvOverride.Count count -> gguf.setUint32(header, key, (int) count.value());
            }
        }
    }

    /// @param keys a `gguf_context`
    /// @param tensors a `ggml_context`
    private record SourceFile(MemorySegment keys, MemorySegment tensors) {}

    private SourceFile open(Arena arena, Path shard) {
        MemorySegment tensors = arena.allocate(ADDRESS);
        MemorySegment params = arena.allocate(Layouts.GGUF_INIT_PARAMS);
        params.set(JAVA_BOOLEAN, Layouts.offset(Layouts.GGUF_INIT_PARAMS, "no_alloc"), true);
        params.set(ADDRESS, Layouts.offset(Layouts.GGUF_INIT_PARAMS, "ctx"), tensors);
        MemorySegment keys = gguf.initFromFile(arena.allocateFrom(shard.toString()), params);
        if (keys.equals(MemorySegment.NULL)) {
            throw new LlamaException("llama.cpp cannot read the header of " + shard + ".");
        }
        return new SourceFile(keys, tensors.get(ADDRESS, 0));
    }

    private void free(SourceFile source) {
        gguf.free(source.keys());
        gguf.freeTensors(source.tensors());
    }

    private MemorySegment find(List<SourceFile> sources, MemorySegment cName, String name) {
        for (SourceFile source : sources) {
            MemorySegment tensor = gguf.tensor(source.tensors(), cName);
            if (!tensor.equals(MemorySegment.NULL)) {
                return tensor;
            }
        }
        throw new LlamaException("The source has no tensor named '" + name + "'.");
    }
}
