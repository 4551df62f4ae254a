package dev.kennel.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

import dev.kennel.blob.Sha256;

/// Downloads a file from this machine as fast as it can and keeps nothing.
final class RangeClient {

    private static final int BUFFER = 1 << 18;
    private static final Consumer<ByteBuffer> NOBODY = _ -> {};

    private final long length;

    /// @param length of the file that all servers have
    RangeClient(long length) {
        this.length = length;
    }

    /// Reads the whole file in ranges of equal length, each on a connection of its own.
    ///
    /// @return bytes a second
    double rate(int port, String path, int ranges) throws IOException, InterruptedException {
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(ranges)) {
            List<Future<?>> reading = new ArrayList<>();
            for (int i = 0; i < ranges; i++) {
                long from = length * i / ranges;
                long to = length * (i + 1) / ranges;
                reading.add(threads.submit(() -> {
                    read(port, path, from, to, NOBODY);
                    return null;
                }));
            }
            for (Future<?> each : reading) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("The download from port " + port + " failed", e.getCause());
        }
        return length / ((System.nanoTime() - start) / 1e9);
    }

    /// Reads the whole file once.
    ///
    /// @throws IOException when it is not the one with this digest
    void requireBytes(int port, String path, Sha256 expected) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        read(port, path, 0, length, digest::update);
        Sha256 actual = Sha256.ofRaw(digest.digest());
        if (!actual.equals(expected)) {
            throw new IOException("Port " + port + " served " + actual + " instead of " + expected);
        }
    }

    private static void read(int port, String path, long from, long to, Consumer<ByteBuffer> body) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        try (var socket = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nRange: bytes=" + from + "-"
                    + (to - 1) + "\r\n\r\n";
            socket.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            readHead(socket, buffer);
            long left = to - from - buffer.remaining();
            body.accept(buffer);
            while (left > 0) {
                buffer.clear();
                if (socket.read(buffer) < 0) {
                    throw new IOException(left + " bytes of the range are missing");
                }
                left -= buffer.position();
                body.accept(buffer.flip());
            }
        }
    }

    /// Leaves the first bytes of the body in the buffer.
    private static void readHead(SocketChannel socket, ByteBuffer buffer) throws IOException {
        String head = "";
        while (!head.contains("\r\n\r\n")) {
            if (socket.read(buffer) < 0) {
                throw new IOException("The server closed the connection after '" + head + "'");
            }
            head = StandardCharsets.ISO_8859_1.decode(buffer.duplicate().flip()).toString();
        }
        if (!head.startsWith("HTTP/1.1 206 ")) {
            throw new IOException(
                    "Expected a range, got: " + head.lines().findFirst().orElse(""));
        }
        buffer.flip().position(head.indexOf("\r\n\r\n") + 4);
    }
}
