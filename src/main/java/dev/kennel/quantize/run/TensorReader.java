package dev.kennel.quantize.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;

import dev.kennel.blob.Sha256;
import dev.kennel.llama.RowEncoder;
import dev.kennel.quantize.EncodeTask.TensorWork;
import dev.kennel.worker.TaskFailure;

/// Reads a source tensor once, front to back, and watches over what was read.
final class TensorReader {

    private static final String REMEDY =
            "Put the file back as it was, then retry the job; or delete the model and import it again.";

    private final TensorWork tensor;
    private final Path file;
    private final FileChannel channel;
    private final RowEncoder rows;
    private final MessageDigest digest = Sha256.newDigest();
    private long position;

    TensorReader(TensorWork tensor, Path file, FileChannel channel, RowEncoder rows) {
        this.tensor = tensor;
        this.file = file;
        this.channel = channel;
        this.rows = rows;
    }

    long remaining() {
        return tensor.bytes() - position;
    }

    /// Fills the buffer with the bytes that follow.
    ///
    /// @throws TaskFailure when the file ends too early
    void read(ByteBuffer target) throws IOException, TaskFailure {
        ByteBuffer rest = target.duplicate();
        while (rest.hasRemaining()) {
            int count = channel.read(rest, tensor.offset() + position);
            if (count < 0) {
                throw new TaskFailure("The source " + file + " ends within " + tensor.name()
                        + ": it is shorter than when it was imported. " + REMEDY);
            }
            position += count;
        }
    }

    /// To be called with all that was read, in order.
    void hash(ByteBuffer content) {
        digest.update(content.duplicate());
    }

    /// From any thread.
    ///
    /// @param part whole rows
    /// @param read what was read at once, with this part: its first number that is not finite is named
    /// @param firstElement of what was read
    /// @throws TaskFailure when a number of the part is not finite
    void requireFinite(ByteBuffer part, ByteBuffer read, long firstElement) throws TaskFailure {
        if (!rows.valid(tensor.type(), part)) {
            String found = NonFinite.firstOf(tensor.type(), read)
                    .map(number ->
                            number.after(firstElement).inWords() + " of %d, counted from 0".formatted(elements()))
                    .orElse("a NaN or an infinity");
            throw new TaskFailure("The tensor %s of the source %s holds %s; llama.cpp does not quantize that. Use"
                            .formatted(tensor.name(), file, found)
                    + " another source.");
        }
    }

    private long elements() {
        return tensor.shape().stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
    }

    /// To be called when all has been hashed.
    ///
    /// @throws TaskFailure when the bytes are not those that were imported
    void checkDigest() throws TaskFailure {
        String found = Sha256.ofRaw(digest.digest()).hex();
        if (!found.equals(tensor.sha256())) {
            throw new TaskFailure("The tensor " + tensor.name() + " of the source " + file
                    + " has changed since it was imported: its SHA-256 was " + tensor.sha256() + " and is " + found
                    + ". " + REMEDY);
        }
    }
}
