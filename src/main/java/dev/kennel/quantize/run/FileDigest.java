package dev.kennel.quantize.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;

import dev.kennel.blob.Sha256;
import dev.kennel.quantize.AssembleTask.TensorBlob;
import dev.kennel.worker.TaskFailure;

/// The SHA-256 of a file that is given piece by piece and never written.
final class FileDigest {

    private static final int BUFFER_BYTES = 1 << 20;

    private final MessageDigest digest = Sha256.newDigest();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private long length;

    void add(ByteBuffer content) {
        length += content.remaining();
        digest.update(content);
    }

    void padTo(int alignment) {
        add(ByteBuffer.allocate((int) (Math.ceilDiv(length, alignment) * alignment - length)));
    }

    /// Adds a blob, and makes sure that it is what its name says.
    ///
    /// @throws TaskFailure naming tensor and blob when it is not
    void addChecked(TensorBlob tensor) throws IOException, TaskFailure {
        MessageDigest blob = Sha256.newDigest();
        try (InputStream content = Files.newInputStream(tensor.path())) {
            for (int count = content.read(buffer); count > 0; count = content.read(buffer)) {
                blob.update(buffer, 0, count);
                add(ByteBuffer.wrap(buffer, 0, count));
            }
        } catch (NoSuchFileException e) {
            throw new TaskFailure(("The blob %s of the tensor %s is gone from the store (%s). Run"
                            + " ./kennel verify --repair, then retry the job: it makes the tensor again.")
                    .formatted(tensor.sha256(), tensor.name(), tensor.path()));
        }
        String found = Sha256.ofRaw(blob.digest()).hex();
        if (!found.equals(tensor.sha256())) {
            throw new TaskFailure(("The blob %s of the tensor %s is damaged: its SHA-256 is now %s. Run"
                            + " ./kennel verify --repair, then retry the job: it makes the tensor again.")
                    .formatted(tensor.sha256(), tensor.name(), found));
        }
    }

    long length() {
        return length;
    }

    /// To be asked once, at the end.
    String sha256() {
        return Sha256.ofRaw(digest.digest()).hex();
    }
}
