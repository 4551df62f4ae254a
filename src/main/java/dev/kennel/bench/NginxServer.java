package dev.kennel.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// An nginx that serves the files of one directory, set up for that as Debian sets it up, without an access log.
final class NginxServer implements AutoCloseable {

    private static final String CONFIGURATION = """
            %s
            pid %s/nginx.pid;
            error_log %s/nginx-error.log;
            worker_processes auto;
            events {
                worker_connections 768;
            }
            http {
                sendfile on;
                tcp_nopush on;
                access_log off;
                default_type application/octet-stream;
                server {
                    listen 127.0.0.1:%d;
                    root %s;
                }
            }
            """;

    private final Path configuration;
    private final int port;

    private NginxServer(Path configuration, int port) {
        this.configuration = configuration;
        this.port = port;
    }

    /// Serves when this returns.
    static NginxServer start(Path directory) throws IOException, InterruptedException {
        int port = freePort();
        boolean root = "root".equals(System.getProperty("user.name"));
        String text = CONFIGURATION.formatted(root ? "user root;" : "", directory, directory, port, directory);
        Path configuration = Files.writeString(directory.resolve("nginx.conf"), text);
        run(configuration);
        return new NginxServer(configuration, port);
    }

    int port() {
        return port;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        run(configuration, "-s", "quit");
    }

    private static void run(Path configuration, String... options) throws IOException, InterruptedException {
        Path log = configuration.resolveSibling("nginx.log");
        List<String> command = new ArrayList<>(List.of("nginx", "-c", configuration.toString()));
        command.addAll(List.of(options));
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new IOException("nginx cannot be run; install it (Debian, Ubuntu: apt-get install nginx)", e);
        }
        if (process.waitFor() != 0) {
            throw new IOException("nginx ended with " + process.exitValue() + ": " + Files.readString(log));
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
