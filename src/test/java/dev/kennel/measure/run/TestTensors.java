package dev.kennel.measure.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

import dev.kennel.gguf.GgufHeader;
import dev.kennel.gguf.TensorInfo;

/// Reads F32 tensors whole.
final class TestTensors {

    private TestTensors() {}

    static float[] floats(Path file, GgufHeader header, String name) throws IOException {
        TensorInfo tensor = header.tensorsByName().get(name);
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(tensor.bytes())).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(file)) {
            channel.read(bytes, header.fileOffset(tensor));
        }
        var floats = new float[bytes.capacity() / Float.BYTES];
        bytes.flip().asFloatBuffer().get(floats);
        return floats;
    }
}
