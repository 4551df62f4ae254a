package dev.kennel.torture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

import dev.kennel.gguf.GgufFiles;
import dev.kennel.gguf.ShardedTensor;

/// Makes models that nobody has seen yet: copies of one file, each tensor of which differs in a bit that hardly
/// matters. So no unit of one is a unit of another.
final class Models {

    /// A model that may be imported.
    record Model(String repository, Path file) {

        String upload() {
            return file.getFileName().toString();
        }

        /// The file name of its quant.
        String quantFile(String recipe) {
            return repository.substring(repository.indexOf('/') + 1) + "-" + recipe + ".gguf";
        }
    }

    private final Path original;
    private final Path directory;
    private int made;

    /// @param directory where the copies are made
    Models(Path original, Path directory) {
        this.original = original;
        this.directory = directory;
    }

    Model next() throws IOException {
        int number = ++made;
        Files.createDirectories(directory);
        Path copy = Files.copy(original, directory.resolve("m" + number + ".gguf"));
        mark(copy, number);
        return new Model("torture/m" + number, copy);
    }

    /// Writes the number into the lowest bits of the first weights of each tensor, of BF16 as of F32.
    private void mark(Path file, int number) throws IOException {
        List<ShardedTensor> tensors = GgufFiles.open(file).tensors();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            for (ShardedTensor tensor : tensors) {
                for (int bit = 0; bit < Integer.SIZE && number >> bit != 0; bit++) {
                    flip(channel, tensor.fileOffset() + 4L * bit, number >> bit & 1);
                }
            }
        }
    }

    private static void flip(FileChannel channel, long position, int bit) throws IOException {
        ByteBuffer value = ByteBuffer.allocate(1);
        channel.read(value, position);
        value.put(0, (byte) (value.get(0) ^ bit));
        channel.write(value.flip(), position);
    }
}
