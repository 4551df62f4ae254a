package dev.kennel.quantize.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

import dev.kennel.blob.DiskFullException;
import dev.kennel.blob.Sha256;

/// A file of the staging directory that is written front to back and hashed on the way. Closed before it is kept, it is
/// gone.
final class UnitFile implements AutoCloseable {

    private final Path path;
    private final FileChannel channel;
    private final MessageDigest digest = Sha256.newDigest();
    private long bytes;
    private boolean kept;

    private UnitFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /// Replaces what an earlier, broken attempt may have left there.
    static UnitFile create(Path path) throws IOException {
        try {
            return new UnitFile(
                    path,
                    FileChannel.open(
                            path,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.TRUNCATE_EXISTING));
        } catch (IOException e) {
            throw DiskFullException.named(e, path);
        }
    }

    /// Appends what lies between position and limit, which stay where they are.
    void append(ByteBuffer content) throws IOException {
        digest.update(content.duplicate());
        ByteBuffer rest = content.duplicate();
        bytes += rest.remaining();
        try {
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        } catch (IOException e) {
            throw DiskFullException.named(e, path);
        }
    }

    /// Makes the content durable.
    ///
    /// @return its SHA-256
    String finish() throws IOException {
        try {
            channel.force(true);
        } catch (IOException e) {
            throw DiskFullException.named(e, path);
        }
        channel.close();
        return Sha256.ofRaw(digest.digest()).hex();
    }

    /// What has been finished stays.
    void keep() {
        kept = true;
    }

    Path path() {
        return path;
    }

    long bytes() {
        return bytes;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (!kept) {
            Files.deleteIfExists(path);
        }
    }
}
