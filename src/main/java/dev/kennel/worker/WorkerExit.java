package dev.kennel.worker;

/// What the exit status of a worker's process means.
final class WorkerExit {

    private static final int SIGNAL_BASE = 128;

    private WorkerExit() {}

    static String describe(int status) {
        return switch (status) {
            case WorkerLoop.INPUT_CLOSED -> "status 4: its input was closed";
            case WorkerProcess.OUT_OF_MEMORY -> "status 3: its heap was too small (kennel.jobs.worker-heap)";
            case SIGNAL_BASE + 4 ->
                "SIGILL: the CPU refused an instruction of the library variant in use; choose another with"
                        + " kennel.llama.cpu-variant";
            case SIGNAL_BASE + 6 -> "SIGABRT: llama.cpp found a broken assumption and aborted";
            case SIGNAL_BASE + 7 -> "SIGBUS: a mapped file became shorter, or the disk failed";
            case SIGNAL_BASE + 9 -> "SIGKILL: it was killed, by a person or for lack of memory";
            case SIGNAL_BASE + 11 -> "SIGSEGV: native code touched memory that is not its own";
            default -> "status " + status;
        };
    }
}
