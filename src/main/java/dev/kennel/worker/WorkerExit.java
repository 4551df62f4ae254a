package dev.kennel.worker;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the exit status of a worker's process means.
final class WorkerExit {

    private static final int SIGNAL_BASE = 128;
    private static final int ABORTED = SIGNAL_BASE + 6;

    /// The Java machine catches signals of native code, says which one it was, and aborts.
    private static final Pattern CAUGHT = Pattern.compile("#\\s+(SIG[A-Z]+) \\(0x.*");

    private WorkerExit() {}

    /// @param lastLines of the process
    static String describe(int status, List<String> lastLines) {
        return describe(status == ABORTED ? caught(lastLines) : status);
    }

    private static int caught(List<String> lastLines) {
        return lastLines.stream()
                .map(CAUGHT::matcher)
                .filter(Matcher::matches)
                .map(line -> statusOf(line.group(1)))
                .findFirst()
                .orElse(ABORTED);
    }

    private static int statusOf(String signal) {
        return switch (signal) {
            case "SIGILL" -> SIGNAL_BASE + 4;
            case "SIGBUS" -> SIGNAL_BASE + 7;
            case "SIGFPE" -> SIGNAL_BASE + 8;
            case "SIGSEGV" -> SIGNAL_BASE + 11;
            default -> ABORTED;
        };
    }

    private static String describe(int status) {
        return switch (status) {
            case WorkerLoop.INPUT_CLOSED -> "status 4: its input was closed";
            case WorkerProcess.OUT_OF_MEMORY -> "status 3: its heap was too small (kennel.jobs.worker-heap)";
            case SIGNAL_BASE + 4 ->
                "SIGILL: the CPU refused an instruction of the library variant in use; choose another with"
                        + " kennel.llama.cpu-variant";
            case ABORTED -> "SIGABRT: llama.cpp found a broken assumption and aborted";
            case SIGNAL_BASE + 7 -> "SIGBUS: a mapped file became shorter, or the disk failed";
            case SIGNAL_BASE + 8 -> "SIGFPE: native code divided by zero";
            case SIGNAL_BASE + 9 -> "SIGKILL: it was killed, by a person or for lack of memory";
            case SIGNAL_BASE + 11 -> "SIGSEGV: native code touched memory that is not its own";
            default -> "status " + status;
        };
    }
}
