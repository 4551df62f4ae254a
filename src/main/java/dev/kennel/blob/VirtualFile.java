package dev.kennel.blob;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A file that exists only as a list of its parts: bytes in memory and regions of other files, in order. Its length
/// and digest are known without reading it, and any byte range is found in O(log n). Immutable.
public final class VirtualFile {

    private final Sha256 sha256;
    private final List<Segment> segments;
    private final Set<Sha256> blobs;
    /// Where each segment starts; one more entry, the file's length, at the end.
    private final long[] starts;

    private VirtualFile(Sha256 sha256, List<Segment> segments) {
        this.sha256 = sha256;
        this.segments = List.copyOf(segments);
        this.blobs = segments.stream()
                .flatMap(segment -> segment instanceof Segment.Region region ? region.blob().stream() : Stream.empty())
                .collect(Collectors.toUnmodifiableSet());
        this.starts = new long[segments.size() + 1];
        for (int i = 0; i < segments.size(); i++) {
            starts[i + 1] = Math.addExact(starts[i], segments.get(i).length());
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    /// A blob as it is.
    public static VirtualFile ofBlob(BlobFiles files, Sha256 blob, long bytes) {
        return builder().blob(files, blob, bytes).build(blob);
    }

    /// The digest of all of its bytes, or of what determines them, as whoever laid it out declared it.
    public Sha256 sha256() {
        return sha256;
    }

    /// Bytes.
    public long length() {
        return starts[segments.size()];
    }

    /// The blobs it is made of, each once.
    public Set<Sha256> blobs() {
        return blobs;
    }

    /// All of its parts, in order.
    public List<Segment> segments() {
        return segments;
    }

    /// The parts that make up `length` bytes from `from` on, in order, the first and the last cut to fit.
    ///
    /// @throws IndexOutOfBoundsException when the range does not lie within the file
    public Iterator<Segment> segments(long from, long length) {
        if (from < 0 || length < 0 || from > length() - length) {
            throw new IndexOutOfBoundsException(
                    length + " bytes from " + from + " on do not lie within a file of " + length() + " bytes");
        }
        return new Slices(from, from + length);
    }

    /// A view for reading, at any position. One thread at a time; close it.
    public SeekableByteChannel open() {
        return new VirtualFileChannel(this);
    }

    /// A view for reading from the start. Close it.
    public InputStream newInputStream() {
        return Channels.newInputStream(open());
    }

    /// Writes it out as a real file, which must not exist yet. When that fails, nothing stays of it.
    ///
    /// @throws DiskFullException when it does not fit
    public void writeTo(Path target) throws IOException {
        try (FileChannel out = FileChannel.open(target, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            append(target, out);
        }
    }

    private void append(Path target, FileChannel out) throws IOException {
        try {
            for (Segment segment : segments) {
                append(segment, out);
            }
        } catch (IOException e) {
            Files.delete(target);
            throw DiskFullException.named(e, target);
        }
    }

    private static void append(Segment segment, FileChannel out) throws IOException {
        switch (segment) {
            case Segment.Inline inline -> {
                ByteBuffer bytes = inline.bytes();
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
            }
            case Segment.Region region -> {
                try (FileChannel in = FileChannel.open(region.file(), StandardOpenOption.READ)) {
                    copy(region, in, out);
                }
            }
        }
    }

    private static void copy(Segment.Region region, FileChannel in, FileChannel out) throws IOException {
        long done = 0;
        while (done < region.length()) {
            long copied = in.transferTo(region.offset() + done, region.length() - done, out);
            if (copied <= 0) {
                throw new TruncatedFileException(region, done);
            }
            done += copied;
        }
    }

    private int indexAt(long position) {
        int found = Arrays.binarySearch(starts, position);
        return found >= 0 ? found : -found - 2;
    }

    private final class Slices implements Iterator<Segment> {

        private final long end;
        private long position;
        private int index;

        Slices(long from, long end) {
            this.position = from;
            this.end = end;
            this.index = indexAt(from);
        }

        @Override
        public boolean hasNext() {
            return position < end;
        }

        @Override
        public Segment next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Segment segment = segments.get(index);
            long skipped = position - starts[index];
            long taken = Math.min(starts[index + 1], end) - position;
            position += taken;
            index++;
            return taken == segment.length() ? segment : segment.slice(skipped, taken);
        }
    }

    /// Lays out a virtual file part by part; empty parts leave no trace.
    public static final class Builder {

        private final List<Segment> segments = new ArrayList<>();

        private Builder() {}

        /// Bytes in memory, not copied.
        public Builder inline(byte[] bytes) {
            return add(new Segment.Inline(ByteBuffer.wrap(bytes)));
        }

        /// This many zero bytes, as padding.
        public Builder zeros(int count) {
            return inline(new byte[count]);
        }

        /// A whole blob.
        public Builder blob(BlobFiles files, Sha256 sha256, long bytes) {
            return add(new Segment.Region(files.path(sha256), 0, bytes, Optional.of(sha256)));
        }

        /// A region of a file outside the store.
        public Builder file(Path file, long offset, long length) {
            return add(new Segment.Region(file, offset, length, Optional.empty()));
        }

        /// Everything another virtual file is made of.
        public Builder all(VirtualFile other) {
            other.segments.forEach(this::add);
            return this;
        }

        /// A run of bytes of another virtual file.
        ///
        /// @throws IndexOutOfBoundsException when the run does not lie within it
        public Builder range(VirtualFile other, long from, long length) {
            other.segments(from, length).forEachRemaining(this::add);
            return this;
        }

        /// @param sha256 the digest of all of it, or of what determines it; it is not checked here
        public VirtualFile build(Sha256 sha256) {
            return new VirtualFile(sha256, segments);
        }

        private Builder add(Segment segment) {
            if (segment.length() > 0) {
                segments.add(segment);
            }
            return this;
        }
    }
}
