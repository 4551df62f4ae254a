package dev.kennel.torture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

import dev.kennel.gguf.GgufFiles;
import dev.kennel.gguf.ShardedTensor;

/// Changes weights of a GGUF file in place.
record Weights(Path file) {

    static Weights of(Path file) {
        return new Weights(file);
    }

    /// Makes all weights of a BF16 tensor so large that llama.cpp's arithmetic overflows, though each is finite.
    void setHuge(String tensor) throws IOException {
        ShardedTensor found = tensor(tensor);
        var random = new Random(1);
        ByteBuffer weights = ByteBuffer.allocate((int) found.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        while (weights.hasRemaining()) {
            float weight = (random.nextBoolean() ? 1 : -1) * (1 + 2.3f * random.nextFloat()) * 1e38f;
            weights.putShort((short) (Float.floatToRawIntBits(weight) >>> 16));
        }
        write(found.fileOffset(), weights.flip());
    }

    /// Changes the last byte of a tensor.
    void touch(String tensor) throws IOException {
        ShardedTensor found = tensor(tensor);
        flip(file, found.fileOffset() + found.bytes() - 1);
    }

    /// Inverts the lowest bit of a byte.
    static void flip(Path file, long position) throws IOException {
        ByteBuffer value = ByteBuffer.allocate(1);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.read(value, position);
            value.put(0, (byte) (value.get(0) ^ 1));
            channel.write(value.flip(), position);
        }
    }

    private ShardedTensor tensor(String name) throws IOException {
        return GgufFiles.open(file).tensors().stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void write(long position, ByteBuffer content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(content, position);
        }
    }
}
