package dev.kennel.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/// Writes one file into the staging directory and hashes it on the way.
///
/// A writer that is closed before [#finish] removes its file, unless it was opened to be resumed: what has arrived of
/// an upload stays for the next attempt. A resumed file is hashed once more when it is finished, so that resuming
/// itself costs nothing. Not for several threads at once.
public final class BlobWriter implements WritableByteChannel {

    private static final long CHECK_EVERY = 16L << 20;

    private final Path path;
    private final FileChannel channel;
    private final DiskReserve reserve;
    private final boolean kept;
    private final boolean hashedFromStart;
    private final MessageDigest digest = Sha256.newDigest();
    private long length;
    private long untilCheck;
    private boolean finished;

    private BlobWriter(Path path, FileChannel channel, DiskReserve reserve, boolean kept) throws IOException {
        this.path = path;
        this.channel = channel;
        this.reserve = reserve;
        this.kept = kept;
        this.length = channel.size();
        this.hashedFromStart = length == 0;
        channel.position(length);
    }

    /// A new file, dropped unless it is finished.
    static BlobWriter create(Path path, DiskReserve reserve) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        return new BlobWriter(path, channel, reserve, false);
    }

    /// A file that may be there in part already, and stays there until it is finished.
    static BlobWriter resume(Path path, DiskReserve reserve) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        return new BlobWriter(path, channel, reserve, true);
    }

    /// Bytes written so far, those of earlier attempts included.
    public long length() {
        return length;
    }

    /// Appends everything that is left in `source`.
    ///
    /// @throws DiskFullException when the disk, less its reserve, is full
    @Override
    public int write(ByteBuffer source) throws IOException {
        int count = source.remaining();
        checkReserve(count);
        if (hashedFromStart) {
            digest.update(source.duplicate());
        }
        try {
            while (source.hasRemaining()) {
                length += channel.write(source);
            }
        } catch (IOException e) {
            throw DiskFullException.named(e, path.getParent());
        }
        return count;
    }

    /// Appends these bytes.
    public void write(byte[] bytes) throws IOException {
        write(ByteBuffer.wrap(bytes));
    }

    /// Makes the content durable and gives its name.
    public Staged finish() throws IOException {
        try {
            channel.force(true);
        } catch (IOException e) {
            throw DiskFullException.named(e, path.getParent());
        }
        channel.close();
        Sha256 sha256 = hashedFromStart ? Sha256.ofRaw(digest.digest()) : Sha256.of(path);
        finished = true;
        return new Staged(path, sha256, length);
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (!finished && !kept) {
            Files.deleteIfExists(path);
        }
    }

    private void checkReserve(int count) throws IOException {
        untilCheck -= count;
        if (untilCheck < 0) {
            reserve.require(count);
            untilCheck = CHECK_EVERY;
        }
    }
}
