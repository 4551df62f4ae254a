package dev.kennel.gguf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SortedMap;

/// Writes a control vector as llama.cpp reads it (`--control-vector`).
public final class ControlVectorWriter {

    private ControlVectorWriter() {}

    /// @param file that is not there yet
    /// @param architecture of the model that it is for
    /// @param blocks that this model has
    /// @param facts further keys; no program but Kennel reads them
    /// @param directions by the block that they are added to, from 1 on, all of the same length
    public static void write(
            Path file,
            String architecture,
            int blocks,
            SortedMap<String, String> facts,
            SortedMap<Integer, float[]> directions)
            throws IOException {
        Files.write(file, bytes(architecture, blocks, facts, directions), StandardOpenOption.CREATE_NEW);
    }

    /// What [#write] writes.
    public static byte[] bytes(
            String architecture, int blocks, SortedMap<String, String> facts, SortedMap<Integer, float[]> directions) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(header(architecture, blocks, facts, directions));
        directions.values().forEach(direction -> out.writeBytes(bytes(direction)));
        return out.toByteArray();
    }

    private static byte[] header(
            String architecture, int blocks, SortedMap<String, String> facts, SortedMap<Integer, float[]> directions) {
        var bytes = new GgufBytes().magic().u32(3).u64(directions.size()).u64(3L + facts.size());
        bytes.pair("general.architecture", GgufValue.of("controlvector"));
        bytes.pair("controlvector.model_hint", GgufValue.of(architecture));
        bytes.pair("controlvector.layer_count", GgufValue.int32(blocks));
        facts.forEach((key, value) -> bytes.pair(key, GgufValue.of(value)));
        long offset = 0;
        for (var entry : directions.entrySet()) {
            bytes.tensor(ControlVectorFile.DIRECTION + entry.getKey(), GgmlType.F32, offset, entry.getValue().length);
            offset += padded(entry.getValue().length);
        }
        return bytes.padTo(GgufHeader.DEFAULT_ALIGNMENT).toByteArray();
    }

    private static int padded(int floats) {
        return Math.toIntExact(GgufHeader.padded((long) Float.BYTES * floats, GgufHeader.DEFAULT_ALIGNMENT));
    }

    private static byte[] bytes(float[] direction) {
        ByteBuffer bytes = ByteBuffer.allocate(padded(direction.length)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(direction);
        return bytes.array();
    }
}
