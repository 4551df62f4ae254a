package dev.kennel.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Collectors;

/// One data directory and the postmaster that serves it.
final class Cluster {

    static final String USER = "kennel";

    private static final String MAJOR_VERSION = "18";
    private static final int PORT_ATTEMPTS = 5;

    /// Given on the command line at each start: they hold over whatever the directory's own configuration says.
    private static final Map<String, String> SETTINGS = Map.of(
            "listen_addresses", "127.0.0.1",
            "unix_socket_directories", "",
            "fsync", "on",
            "full_page_writes", "on",
            "synchronous_commit", "on",
            "timezone", "UTC",
            "log_timezone", "UTC",
            "log_checkpoints", "off");

    private final Path directory;
    private final Path log;
    private final Program program;

    Cluster(Path directory, Path log, Program program) {
        this.directory = directory;
        this.log = log;
        this.program = program;
    }

    /// Makes the data directory unless it is there. One that was cut off half-way is made anew.
    void create(Path passwordFile) throws IOException {
        if (Files.exists(directory)) {
            checkVersion();
            return;
        }
        Path partial = directory.resolveSibling(directory.getFileName() + ".partial");
        FileTree.delete(partial);
        int status = program.run(
                "initdb",
                "--pgdata=" + partial,
                "--username=" + USER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8");
        if (status != 0) {
            throw new DatabaseFailure("The database cannot be made in %s: initdb ended with %d and said: %s.%s"
                    .formatted(directory, status, program.output(), program.hint()));
        }
        FileTree.rename(partial, directory);
    }

    /// Stops a postmaster that outlived the process that started it. Only the owner of the directory may call this.
    void stopOrphan() throws IOException {
        PidFile pidFile = PidFile.of(directory);
        switch (pidFile.state()) {
            case ABSENT, DEAD -> {}
            case OURS -> stop("fast", "immediate");
            case SOMEBODY_ELSES -> pidFile.delete();
        }
    }

    /// Starts the postmaster on a free port of the loopback address, and returns the port.
    int start() throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            if (Files.exists(log)) {
                Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
            int status = program.run(
                    "pg_ctl",
                    "start",
                    "--wait",
                    "--timeout=120",
                    "--pgdata=" + directory,
                    "--log=" + log,
                    "--options=" + options(port));
            if (status == 0) {
                return port;
            }
            String said = Files.exists(log) ? Files.readString(log).strip() : program.output();
            if (attempt == PORT_ATTEMPTS || !said.contains("could not bind")) {
                throw new DatabaseFailure("The database in %s does not start: pg_ctl ended with %d, and %s says: %s.%s"
                        .formatted(directory, status, log, said, program.hint()));
            }
        }
    }

    /// Stops the postmaster: lets connected clients finish for a few seconds, then ends their connections. What was
    /// committed is on disk either way.
    void stop() throws IOException {
        stop("smart", "fast", "immediate");
    }

    private void stop(String... modes) throws IOException {
        for (String mode : modes) {
            if (PidFile.of(directory).state() != PidFile.State.OURS) {
                return;
            }
            String seconds = mode.equals("smart") ? "5" : "60";
            program.run("pg_ctl", "stop", "--wait", "--mode=" + mode, "--timeout=" + seconds, "--pgdata=" + directory);
        }
        if (PidFile.of(directory).state() == PidFile.State.OURS) {
            throw new DatabaseFailure("The postmaster in %s does not stop: %s".formatted(directory, program.output()));
        }
    }

    private void checkVersion() throws IOException {
        Path file = directory.resolve("PG_VERSION");
        String version = Files.exists(file) ? Files.readString(file).strip() : "unknown";
        if (!version.equals(MAJOR_VERSION)) {
            throw new DatabaseFailure(
                    ("The database in %s was written by PostgreSQL %s; Kennel brings %s. Dump it with the old version,"
                                    + " move the directory away, and load the dump.")
                            .formatted(directory, version, MAJOR_VERSION));
        }
    }

    private static String options(int port) {
        return SETTINGS.entrySet().stream()
                .map(setting -> "-c " + setting.getKey() + "='" + setting.getValue() + "'")
                .sorted()
                .collect(Collectors.joining(" ", "-p " + port + " ", ""));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
