package dev.kennel.gguf;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import dev.kennel.blob.Sha256;

/// Is fed a file's bytes from the first to the last and digests the data of each tensor.
final class TensorHasher {

    private final GgufHeader header;
    private final List<String> digests = new ArrayList<>();
    private MessageDigest digest = Sha256.newDigest();
    private long position;

    TensorHasher(GgufHeader header) {
        this.header = header;
    }

    void update(ByteBuffer bytes) {
        while (bytes.hasRemaining() && digests.size() < header.tensors().size()) {
            TensorInfo tensor = header.tensors().get(digests.size());
            skipTo(header.fileOffset(tensor), bytes);
            long end = header.fileOffset(tensor) + tensor.bytes();
            if (bytes.hasRemaining()) {
                digest.update(next(end - position, bytes));
            }
            if (position == end) {
                digests.add(HexFormat.of().formatHex(digest.digest()));
            }
        }
        next(bytes.remaining(), bytes);
    }

    List<String> digests() {
        return digests;
    }

    private void skipTo(long offset, ByteBuffer bytes) {
        if (position < offset) {
            next(offset - position, bytes);
        }
    }

    private ByteBuffer next(long count, ByteBuffer bytes) {
        int length = (int) Math.min(count, bytes.remaining());
        ByteBuffer part = bytes.slice(bytes.position(), length);
        bytes.position(bytes.position() + length);
        position += length;
        return part;
    }
}
