package dev.kennel.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The `postmaster.pid` of a data directory: its first line is the postmaster's process id, its fourth the port. After
/// a crash the number may belong to any other process: containers hand out the same small ones again and again.
record PidFile(Path directory, Optional<Long> pid, Optional<Integer> port) {

    private static final int PORT_LINE = 3;

    enum State {
        ABSENT,
        DEAD,
        OURS,
        SOMEBODY_ELSES
    }

    static PidFile of(Path directory) throws IOException {
        Path file = path(directory);
        if (Files.notExists(file)) {
            return new PidFile(directory, Optional.empty(), Optional.empty());
        }
        List<String> lines = Files.readAllLines(file);
        return new PidFile(
                directory,
                number(lines, 0, "[1-9][0-9]{0,17}").map(Long::valueOf),
                number(lines, PORT_LINE, "[1-9][0-9]{0,4}").map(Integer::valueOf));
    }

    private static Optional<String> number(List<String> lines, int index, String form) {
        return lines.stream().skip(index).findFirst().map(String::strip).filter(line -> line.matches(form));
    }

    State state() {
        if (Files.notExists(path(directory))) {
            return State.ABSENT;
        }
        return pid.flatMap(ProcessHandle::of)
                .filter(ProcessHandle::isAlive)
                .map(process -> isPostmaster(process.info()) ? State.OURS : State.SOMEBODY_ELSES)
                .orElse(State.DEAD);
    }

    /// For a file whose number belongs to a process that is no postmaster of ours: PostgreSQL itself would wait for
    /// that process to end.
    void delete() throws IOException {
        Files.deleteIfExists(path(directory));
    }

    private boolean isPostmaster(ProcessHandle.Info info) {
        boolean postgres =
                info.command().map(command -> command.endsWith("/postgres")).orElse(false);
        boolean here = info.arguments()
                .map(arguments -> Arrays.asList(arguments).contains(directory.toString()))
                .orElse(false);
        return postgres && here;
    }

    private static Path path(Path directory) {
        return directory.resolve("postmaster.pid");
    }
}
