package dev.kennel.exports;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

import dev.kennel.blob.Sha256;
import dev.kennel.blob.VirtualFile;
import dev.kennel.gguf.GgufSplit;
import dev.kennel.gguf.ShardName;

/// A GGUF as the files that it is written as: itself, or parts when it is too large for one.
final class Parts {

    private static final String EXTENSION = ".gguf";

    private final String path;
    private final VirtualFile whole;
    private final ExportPins pins;
    private final MessageDigest digest = Sha256.newDigest();
    private long position;

    private Parts(String path, VirtualFile whole, ExportPins pins) {
        this.path = path;
        this.whole = whole;
        this.pins = pins;
    }

    /// Reads a file that has to be cut, since the digests of its parts are not known before.
    ///
    /// @throws ExportRefused when it cannot be cut
    /// @throws IOException also when its bytes are not what its digest says
    static List<ExportFile> of(String path, VirtualFile whole, PartSize size, ExportPins pins)
            throws IOException, ExportRefused {
        if (whole.length() <= size.whole()) {
            return List.of(new ExportFile(path, whole));
        }
        List<GgufSplit.Part> parts = cut(path, whole, size);
        return parts.size() == 1 ? List.of(new ExportFile(path, whole)) : new Parts(path, whole, pins).files(parts);
    }

    private static List<GgufSplit.Part> cut(String path, VirtualFile whole, PartSize size)
            throws IOException, ExportRefused {
        try (SeekableByteChannel channel = whole.open()) {
            return GgufSplit.of(channel, size.part());
        } catch (IllegalArgumentException e) {
            throw new ExportRefused(path + " cannot be cut into parts of " + size.option() + ": " + e.getMessage()
                    + ". Give a larger --split-max-size, or leave this quant out by naming the others with --quant.");
        }
    }

    private List<ExportFile> files(List<GgufSplit.Part> parts) throws IOException {
        String prefix = path.endsWith(EXTENSION) ? path.substring(0, path.length() - EXTENSION.length()) : path;
        var files = new ArrayList<ExportFile>();
        for (GgufSplit.Part part : parts) {
            var name = new ShardName(prefix, files.size(), parts.size());
            VirtualFile content = VirtualFile.builder()
                    .inline(part.header())
                    .range(whole, part.from(), part.length())
                    .zeros(part.padding())
                    .build(digest(part));
            files.add(new ExportFile(name.toString(), content));
        }
        readTo(whole.length());
        requireSound(digest);
        return files;
    }

    private Sha256 digest(GgufSplit.Part part) throws IOException {
        readTo(part.from());
        MessageDigest ofPart = Sha256.newDigest();
        ofPart.update(part.header());
        FileSource.read(whole, part.from(), part.length(), pins, piece -> {
            ofPart.update(piece.duplicate());
            digest.update(piece);
        });
        position += part.length();
        ofPart.update(new byte[part.padding()]);
        return Sha256.ofRaw(ofPart.digest());
    }

    private void readTo(long end) throws IOException {
        FileSource.read(whole, position, end - position, pins, digest::update);
        position = end;
    }

    private void requireSound(MessageDigest read) throws IOException {
        Sha256 found = Sha256.ofRaw(read.digest());
        if (!found.equals(whole.sha256())) {
            throw Damage.of(path, whole.sha256(), found);
        }
    }
}
