package dev.kennel.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Answers every request for a range of one file by a bare `sendfile`: nobody can serve faster, so what a client gets
/// from it is the client's own ceiling.
final class BareServer implements AutoCloseable {

    private static final Pattern RANGE = Pattern.compile("Range: bytes=(\\d+)-(\\d+)\r\n");

    private final Path file;
    private final ServerSocketChannel listening;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private BareServer(Path file, ServerSocketChannel listening) {
        this.file = file;
        this.listening = listening;
    }

    static BareServer start(Path file) throws IOException {
        var listening = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        var server = new BareServer(file, listening);
        server.threads.submit(server::accept);
        return server;
    }

    int port() throws IOException {
        return ((InetSocketAddress) listening.getLocalAddress()).getPort();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        threads.close();
    }

    private Void accept() throws IOException {
        while (true) {
            try {
                SocketChannel client = listening.accept();
                threads.submit(() -> answer(client));
            } catch (AsynchronousCloseException e) {
                return null;
            }
        }
    }

    private Void answer(SocketChannel client) throws IOException {
        try (client;
                var content = FileChannel.open(file, StandardOpenOption.READ)) {
            Matcher range = readRange(client);
            long position = Long.parseLong(range.group(1));
            long end = Long.parseLong(range.group(2)) + 1;
            String head = "HTTP/1.1 206 Partial Content\r\nContent-Length: " + (end - position) + "\r\n\r\n";
            client.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
            while (position < end) {
                position += content.transferTo(position, end - position, client);
            }
        }
        return null;
    }

    private static Matcher readRange(SocketChannel client) throws IOException {
        ByteBuffer request = ByteBuffer.allocate(4096);
        while (client.read(request) >= 0) {
            String text =
                    StandardCharsets.US_ASCII.decode(request.duplicate().flip()).toString();
            Matcher range = RANGE.matcher(text);
            if (text.endsWith("\r\n\r\n") && range.find()) {
                return range;
            }
        }
        throw new IOException("The client closed the connection before it had asked for a range");
    }
}
