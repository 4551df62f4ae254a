package dev.kennel.gguf;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.SortedMap;

/// Writes an importance matrix as `llama-imatrix` does.
public final class ImatrixWriter {

    /// What was gathered for a tensor of the model.
    ///
    /// @param sums of squared activations, expert after expert
    /// @param counts of activations, one for each expert
    public record Sums(float[] sums, long[] counts) {}

    private ImatrixWriter() {}

    /// @param file that is not there yet
    /// @param dataset the text's name
    /// @param chunks that were read
    /// @param chunkSize tokens of one
    /// @param entries by the tensor's name
    public static void write(Path file, String dataset, int chunks, int chunkSize, SortedMap<String, Sums> entries)
            throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW))) {
            out.write(header(dataset, chunks, chunkSize, entries));
            for (Sums entry : entries.values()) {
                write(out, entry.sums());
                write(out, floats(entry.counts()));
            }
        }
    }

    private static byte[] header(String dataset, int chunks, int chunkSize, SortedMap<String, Sums> entries) {
        var bytes = new GgufBytes().magic().u32(3).u64(2L * entries.size()).u64(4);
        bytes.pair("general.type", GgufValue.of("imatrix"));
        bytes.pair(ImatrixFile.DATASETS, new GgufValue.Texts(List.of(dataset)));
        bytes.pair(ImatrixFile.CHUNK_COUNT, GgufValue.uint32(chunks));
        bytes.pair(ImatrixFile.CHUNK_SIZE, GgufValue.uint32(chunkSize));
        long offset = 0;
        for (var entry : entries.entrySet()) {
            int matrices = entry.getValue().counts().length;
            int numbers = entry.getValue().sums().length;
            bytes.tensor(entry.getKey() + ImatrixEntry.SUMS, GgmlType.F32, offset, numbers / matrices, matrices);
            offset = after(offset, numbers);
            bytes.tensor(entry.getKey() + ImatrixEntry.COUNTS, GgmlType.F32, offset, 1, matrices);
            offset = after(offset, matrices);
        }
        return bytes.padTo(GgufHeader.DEFAULT_ALIGNMENT).toByteArray();
    }

    private static long after(long offset, int floats) {
        return GgufHeader.padded(offset + (long) Float.BYTES * floats, GgufHeader.DEFAULT_ALIGNMENT);
    }

    private static void write(OutputStream out, float[] numbers) throws IOException {
        int length = Math.toIntExact(after(0, numbers.length));
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(numbers);
        out.write(bytes.array());
    }

    private static float[] floats(long[] counts) {
        var floats = new float[counts.length];
        for (int i = 0; i < counts.length; i++) {
            floats[i] = counts[i];
        }
        return floats;
    }
}
