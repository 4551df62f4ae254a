package dev.kennel.hub;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.function.LongConsumer;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultFileRegion;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.Http1xServerConnection;

import dev.kennel.blob.Segment;
import dev.kennel.blob.TruncatedFileException;

/// Lets the kernel copy the files to the socket, for plain HTTP/1.1: the bytes never enter this process.
///
/// All of it runs on the connection's event loop.
final class RegionWriter implements BodyWriter {

    private static final int MOST_PARTS = 16;
    private static final int MOST_FILES = 2;

    private final HttpServerResponse response;
    private final Http1xServerConnection connection;
    private final Iterator<Segment> parts;
    private final LongConsumer sent;
    private final Promise<Void> done = Promise.promise();
    private Segment next;
    private int partsUnderway;
    private int filesUnderway;

    /// @param sent hears of bytes that the network has taken
    RegionWriter(
            HttpServerResponse response,
            Http1xServerConnection connection,
            Iterator<Segment> parts,
            LongConsumer sent) {
        this.response = response;
        this.connection = connection;
        this.parts = parts;
        this.sent = sent;
    }

    @Override
    public Future<Void> send() {
        response.closeHandler(_ -> done.tryFail(new ClosedChannelException()));
        response.exceptionHandler(done::tryFail);
        response.writeHead();
        writeMore();
        return done.future();
    }

    private void writeMore() {
        boolean written = false;
        while (!over() && hasRoom()) {
            try {
                write(take());
                written = true;
            } catch (IOException e) {
                done.tryFail(e);
            }
        }
        if (written) {
            connection.channelHandlerContext().flush();
        }
        if (!over() && partsUnderway == 0 && peek() == null) {
            response.end().onComplete(done);
        }
    }

    private boolean hasRoom() {
        return switch (peek()) {
            case null -> false;
            case Segment.Inline _ -> partsUnderway < MOST_PARTS;
            case Segment.Region _ -> partsUnderway < MOST_PARTS && filesUnderway < MOST_FILES;
        };
    }

    private void write(Segment part) throws IOException {
        switch (part) {
            case Segment.Inline inline -> {
                ByteBuffer bytes = inline.bytes();
                write(new DefaultHttpContent(Unpooled.wrappedBuffer(bytes)), bytes.remaining(), 0);
            }
            case Segment.Region region -> write(opened(region), region.length(), 1);
        }
    }

    private void write(Object message, long bytes, int files) {
        partsUnderway++;
        filesUnderway += files;
        ChannelPromise written = connection.channel().newPromise();
        written.addListener(outcome -> {
            partsUnderway--;
            filesUnderway -= files;
            if (outcome.isSuccess()) {
                sent.accept(bytes);
                writeMore();
            } else {
                done.tryFail(outcome.cause());
            }
        });
        connection.channelHandlerContext().write(message, written);
    }

    /// The region closes its file when Netty has sent or dropped it.
    private static DefaultFileRegion opened(Segment.Region region) throws IOException {
        FileChannel channel = FileChannel.open(region.file(), StandardOpenOption.READ);
        long size = channel.size();
        if (size < region.offset() + region.length()) {
            channel.close();
            throw new TruncatedFileException(region, Math.max(0, size - region.offset()));
        }
        return new DefaultFileRegion(channel, region.offset(), region.length());
    }

    private boolean over() {
        return done.future().isComplete() || response.ended();
    }

    private Segment peek() {
        if (next == null && parts.hasNext()) {
            next = parts.next();
        }
        return next;
    }

    private Segment take() {
        Segment taken = peek();
        next = null;
        return taken;
    }
}
