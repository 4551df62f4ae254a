package dev.kennel.hub;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.function.LongConsumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

import dev.kennel.blob.VirtualFile;

/// Reads the file in chunks on a worker thread and writes them when the client has room, for TLS.
final class BufferWriter implements BodyWriter {

    private static final int CHUNK = 1 << 17;
    private static final int QUEUE = 4 * CHUNK;

    private final Context context;
    private final HttpServerResponse response;
    private final Promise<Void> done = Promise.promise();
    private final SeekableByteChannel channel;
    private final LongConsumer sent;
    private long position;
    private long left;
    private boolean reading;
    private boolean ended;

    /// @param sent hears of bytes that the network has taken
    BufferWriter(
            Context context, HttpServerResponse response, VirtualFile file, long from, long length, LongConsumer sent) {
        this.context = context;
        this.response = response;
        this.channel = file.open();
        this.position = from;
        this.left = length;
        this.sent = sent;
    }

    @Override
    public Future<Void> send() {
        response.closeHandler(_ -> fail(new ClosedChannelException()));
        response.exceptionHandler(this::fail);
        response.drainHandler(_ -> pump());
        response.setWriteQueueMaxSize(QUEUE);
        pump();
        return done.future();
    }

    private void pump() {
        if (reading || ended || done.future().isComplete()) {
            return;
        }
        if (left == 0) {
            ended = true;
            close();
            response.end().onComplete(done);
            return;
        }
        if (response.writeQueueFull()) {
            return;
        }
        reading = true;
        context.executeBlocking(this::readChunk, false).onComplete(read -> {
            reading = false;
            if (read.failed()) {
                fail(read.cause());
            } else {
                write(read.result());
            }
        });
    }

    private void write(ByteBuf chunk) {
        if (done.future().isComplete()) {
            chunk.release();
            close();
            return;
        }
        int size = chunk.readableBytes();
        position += size;
        left -= size;
        response.write(Buffer.buffer(chunk)).onSuccess(_ -> sent.accept(size)).onFailure(this::fail);
        pump();
    }

    private ByteBuf readChunk() throws IOException {
        int size = (int) Math.min(CHUNK, left);
        ByteBuf chunk = PooledByteBufAllocator.DEFAULT.directBuffer(size);
        boolean read = false;
        try {
            channel.position(position);
            channel.read(chunk.nioBuffer(0, size));
            chunk.writerIndex(size);
            read = true;
            return chunk;
        } finally {
            if (!read) {
                chunk.release();
            }
        }
    }

    private void fail(Throwable cause) {
        done.tryFail(cause);
        if (!reading) {
            close();
        }
    }

    private void close() {
        try {
            channel.close();
        } catch (IOException e) {
            done.tryFail(e);
        }
    }
}
