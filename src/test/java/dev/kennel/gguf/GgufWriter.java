package dev.kennel.gguf;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/// Makes small GGUF files for tests: `GgufWriter.model("llama").put("llama.block_count", 1).tensor(…).write(file)`.
///
/// Tensors without given data get seeded random data, the same for the same seed and name, so that one description
/// makes the same file each time.
public final class GgufWriter {

    private record Tensor(String name, GgmlType type, long[] shape, Supplier<byte[]> data) {
        static long elements(long... shape) {
            return LongStream.of(shape).reduce(1, Math::multiplyExact);
        }

        long bytes() {
            return type.bytes(elements(shape));
        }
    }

    private final Map<String, GgufValue> metadata = new LinkedHashMap<>();
    private final List<Tensor> tensors = new ArrayList<>();
    private int version = 3;
    private int alignment = GgufHeader.DEFAULT_ALIGNMENT;
    private long seed = 1;

    public static GgufWriter empty() {
        return new GgufWriter();
    }

    public static GgufWriter model(String architecture) {
        return new GgufWriter().put("general.architecture", architecture).put("general.type", "model");
    }

    public GgufWriter put(String key, GgufValue value) {
        metadata.put(key, value);
        return this;
    }

    /// As `UINT32`.
    public GgufWriter put(String key, int value) {
        return put(key, GgufValue.uint32(value));
    }

    /// As `FLOAT32`.
    public GgufWriter put(String key, double value) {
        return put(key, GgufValue.float32(value));
    }

    public GgufWriter put(String key, boolean value) {
        return put(key, GgufValue.of(value));
    }

    public GgufWriter put(String key, String value) {
        return put(key, GgufValue.of(value));
    }

    public GgufWriter put(String key, List<String> values) {
        return put(key, new GgufValue.Texts(values));
    }

    /// As an array of `INT32`.
    public GgufWriter putInts(String key, List<Integer> values) {
        List<Long> longs = values.stream().map(Integer::longValue).toList();
        return put(key, new GgufValue.Ints(ValueType.INT32, longs));
    }

    /// The pairs of another model whose keys fit: `copy(header, key -> key.startsWith("tokenizer."))`.
    public GgufWriter copy(GgufHeader header, Predicate<String> keys) {
        header.metadata().forEach((key, value) -> {
            if (keys.test(key)) {
                put(key, value);
            }
        });
        return this;
    }

    public GgufWriter remove(String key) {
        metadata.remove(key);
        return this;
    }

    public GgufWriter version(int number) {
        version = number;
        return this;
    }

    /// Also writes `general.alignment` when it is not the default.
    public GgufWriter alignment(int bytes) {
        alignment = bytes;
        return bytes == GgufHeader.DEFAULT_ALIGNMENT ? remove("general.alignment") : put("general.alignment", bytes);
    }

    /// Of the random data of the tensors that follow.
    public GgufWriter seed(long number) {
        seed = number;
        return this;
    }

    /// With random data in F32, F16 and BF16 and zeros in any other type.
    ///
    /// @param shape in ggml's order, row length first
    public GgufWriter tensor(String name, GgmlType type, long... shape) {
        long tensorSeed = seed * 31 + name.hashCode();
        int elements = Math.toIntExact(Tensor.elements(shape));
        return add(new Tensor(name, type, shape, () -> RandomWeights.of(type, elements, tensorSeed)));
    }

    /// With these encoded bytes.
    public GgufWriter tensor(String name, GgmlType type, byte[] data, long... shape) {
        return add(new Tensor(name, type, shape, () -> data));
    }

    /// With these numbers, as F32.
    public GgufWriter tensor(String name, float[] data, long... shape) {
        return tensor(name, GgmlType.F32, RandomWeights.f32(data), shape);
    }

    public byte[] toByteArray() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writeTo(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /// What stands in front of the data section.
    public byte[] headerBytes() {
        GgufBytes bytes =
                new GgufBytes().magic().u32(version).u64(tensors.size()).u64(metadata.size());
        metadata.forEach(bytes::pair);
        long offset = 0;
        for (Tensor tensor : tensors) {
            bytes.tensor(tensor.name(), tensor.type(), offset, tensor.shape());
            offset = GgufHeader.padded(offset + tensor.bytes(), alignment);
        }
        return tensors.isEmpty() ? bytes.toByteArray() : bytes.padTo(alignment).toByteArray();
    }

    public Path write(Path file) {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            writeTo(out);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return file;
    }

    /// The model in shards `{prefix}-0000i-of-0000n.gguf`, the tensors dealt out evenly, the metadata in the first.
    public List<Path> writeShards(Path directory, String prefix, int count) {
        List<Path> files = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            Path file = directory.resolve(new ShardName(prefix, index, count).toString());
            files.add(shard(index, count).write(file));
        }
        return files;
    }

    /// One shard, to be changed before it is written.
    public GgufWriter shard(int index, int count) {
        GgufWriter shard = new GgufWriter().version(version).alignment(alignment);
        if (index == 0) {
            metadata.forEach(shard::put);
        }
        shard.put("split.no", new GgufValue.Int(ValueType.UINT16, index));
        shard.put("split.count", new GgufValue.Int(ValueType.UINT16, count));
        shard.put("split.tensors.count", GgufValue.int32(tensors.size()));
        shard.tensors.addAll(tensors.subList(tensors.size() * index / count, tensors.size() * (index + 1) / count));
        return shard;
    }

    private GgufWriter add(Tensor tensor) {
        tensors.add(tensor);
        return this;
    }

    private void writeTo(OutputStream out) throws IOException {
        out.write(headerBytes());
        for (Tensor tensor : tensors) {
            byte[] data = tensor.data().get();
            if (data.length != tensor.bytes()) {
                throw new IllegalArgumentException(tensor.name() + " needs " + tensor.bytes() + " bytes");
            }
            out.write(data);
            out.write(new byte[(int) (GgufHeader.padded(data.length, alignment) - data.length)]);
        }
    }
}
