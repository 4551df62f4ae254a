package dev.kennel.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;

/// Reads a virtual file; keeps the file that it read last open.
final class VirtualFileChannel implements SeekableByteChannel {

    private final VirtualFile file;
    private long position;
    private boolean closed;
    private Path currentPath;
    private FileChannel current;

    VirtualFileChannel(VirtualFile file) {
        this.file = file;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        requireOpen();
        if (position >= file.length()) {
            return -1;
        }
        long wanted = Math.min(target.remaining(), file.length() - position);
        Iterator<Segment> parts = file.segments(position, wanted);
        while (parts.hasNext()) {
            Segment part = parts.next();
            switch (part) {
                case Segment.Inline inline -> target.put(inline.bytes());
                case Segment.Region region -> readRegion(region, target);
            }
            position += part.length();
        }
        return (int) wanted;
    }

    @Override
    public long position() throws IOException {
        requireOpen();
        return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) throws IOException {
        requireOpen();
        if (newPosition < 0) {
            throw new IllegalArgumentException("Position " + newPosition + ": expected 0 or more");
        }
        position = newPosition;
        return this;
    }

    @Override
    public long size() throws IOException {
        requireOpen();
        return file.length();
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        closeCurrent();
    }

    private void readRegion(Segment.Region region, ByteBuffer target) throws IOException {
        FileChannel channel = channelOf(region.file());
        ByteBuffer part = target.slice(target.position(), (int) region.length());
        while (part.hasRemaining()) {
            if (channel.read(part, region.offset() + part.position()) < 0) {
                throw new TruncatedFileException(region, part.position());
            }
        }
        target.position(target.position() + part.limit());
    }

    private FileChannel channelOf(Path path) throws IOException {
        if (!path.equals(currentPath)) {
            closeCurrent();
            current = FileChannel.open(path, StandardOpenOption.READ);
            currentPath = path;
        }
        return current;
    }

    private void closeCurrent() throws IOException {
        if (current != null) {
            current.close();
            current = null;
            currentPath = null;
        }
    }

    private void requireOpen() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }
}
