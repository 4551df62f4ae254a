package dev.kennel.blob;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/// A run of consecutive bytes of a virtual file.
public sealed interface Segment {

    /// Bytes, at least 1.
    long length();

    /// The part that starts `from` bytes in and has `length` bytes.
    Segment slice(long from, long length);

    /// Bytes held in memory: a header, padding.
    record Inline(ByteBuffer bytes) implements Segment {

        /// @param bytes its remaining bytes, not copied
        public Inline {
            bytes = bytes.asReadOnlyBuffer().slice();
        }

        @Override
        public ByteBuffer bytes() {
            return bytes.duplicate();
        }

        @Override
        public long length() {
            return bytes.remaining();
        }

        @Override
        public Segment slice(long from, long length) {
            return new Inline(bytes.slice(Math.toIntExact(from), Math.toIntExact(length)));
        }
    }

    /// Bytes of a file on disk.
    ///
    /// @param blob the blob that the file is, empty for a file outside the store
    record Region(Path file, long offset, long length, Optional<Sha256> blob) implements Segment {

        @Override
        public Segment slice(long from, long length) {
            return new Region(file, Math.addExact(offset, from), length, blob);
        }
    }
}
