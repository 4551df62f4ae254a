package dev.kennel.measure.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// This process's resident memory, as Linux tells it. Elsewhere all figures are 0.
final class ResidentMemory {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path CLEAR = Path.of("/proc/self/clear_refs");
    /// Sets the peak back to what is resident now.
    private static final String RESET_PEAK = "5";

    private static final long KIBIBYTE = 1024;

    private final long before;

    private ResidentMemory(long before) {
        this.before = before;
    }

    /// Begins to watch.
    static ResidentMemory watch() {
        try {
            Files.writeString(CLEAR, RESET_PEAK);
        } catch (IOException notLinux) {
            return new ResidentMemory(0);
        }
        return new ResidentMemory(bytes("VmRSS:"));
    }

    /// By how much it rose at most since then, in bytes.
    long risen() {
        return Math.max(0, bytes("VmHWM:") - before);
    }

    private static long bytes(String field) {
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(field))
                            .map(line -> line.substring(field.length()).strip().split(" ")[0])
                            .mapToLong(Long::parseLong)
                            .findFirst()
                            .orElse(0)
                    * KIBIBYTE;
        } catch (IOException notLinux) {
            return 0;
        }
    }
}
