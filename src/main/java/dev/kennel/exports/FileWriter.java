package dev.kennel.exports;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Clock;

import dev.kennel.blob.DiskFullException;
import dev.kennel.blob.Sha256;
import dev.kennel.store.BlobStore;

/// Writes a file of the store out and reads its digest on the way. What is there of it already is read first and kept,
/// if it is right.
final class FileWriter implements ExportFolder.Writer {

    private static final int BUFFER = 1 << 20;

    private final BlobStore store;
    private final Clock clock;

    FileWriter(BlobStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /// Durable and right when this returns.
    @Override
    public void write(ExportFile file, Path target) throws IOException, ExportRefused {
        try (var pins = ExportPins.of(file.content(), file.path(), store, clock)) {
            boolean begun = Files.exists(target);
            Sha256 written = complete(file, target, pins);
            if (begun && !written.equals(file.content().sha256())) {
                Files.delete(target);
                written = complete(file, target, pins);
            }
            if (!written.equals(file.content().sha256())) {
                Files.delete(target);
                throw Damage.of(file.path(), file.content().sha256(), written);
            }
        } catch (IOException e) {
            if (DiskFullException.named(e, target) instanceof DiskFullException) {
                throw new ExportRefused("The disk that holds " + target + " is full. What is written stays: free some"
                        + " space and export again, and it goes on there.");
            }
            throw e;
        }
    }

    private static Sha256 complete(ExportFile file, Path target, ExportPins pins) throws IOException {
        try (FileChannel out = FileChannel.open(
                target, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long length = file.content().length();
            out.truncate(length);
            MessageDigest digest = Sha256.newDigest();
            read(out, digest, pins);
            long begun = out.position();
            FileSource.read(file.content(), begun, length - begun, pins, piece -> {
                digest.update(piece.duplicate());
                while (piece.hasRemaining()) {
                    out.write(piece);
                }
            });
            out.force(true);
            return Sha256.ofRaw(digest.digest());
        }
    }

    private static void read(FileChannel channel, MessageDigest digest, ExportPins pins) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        while (channel.read(buffer) >= 0) {
            digest.update(buffer.flip());
            buffer.clear();
            pins.keep();
        }
    }
}
