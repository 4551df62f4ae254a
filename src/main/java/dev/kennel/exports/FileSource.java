package dev.kennel.exports;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

import dev.kennel.blob.VirtualFile;

/// Reads a virtual file in large pieces.
final class FileSource {

    private static final int PIECE = 1 << 22;

    private FileSource() {}

    /// Takes a piece, ready to be read; it is overwritten afterwards.
    interface Sink {
        void take(ByteBuffer piece) throws IOException;
    }

    /// The bytes from `from` on, in order.
    static void read(VirtualFile file, long from, long length, ExportPins pins, Sink sink) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        try (SeekableByteChannel channel = file.open()) {
            channel.position(from);
            for (long left = length; left > 0; ) {
                piece.clear().limit((int) Math.min(PIECE, left));
                channel.read(piece);
                left -= piece.flip().remaining();
                sink.take(piece);
                pins.keep();
            }
        }
    }
}
