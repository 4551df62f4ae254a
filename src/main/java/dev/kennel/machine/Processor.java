package dev.kennel.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// @param model "AMD EPYC 9355"; the architecture where the system does not say
/// @param architecture as Java names it, `amd64`
/// @param cores that this process may use
@Schema(name = "Processor")
public record Processor(String model, String architecture, int cores) {

    private static final Path CPUINFO = Path.of("/proc/cpuinfo");

    public static Processor ofThisNode() {
        String architecture = System.getProperty("os.arch");
        return new Processor(
                model(CPUINFO).orElse(architecture),
                architecture,
                Runtime.getRuntime().availableProcessors());
    }

    /// The first `model name` of a file such as `/proc/cpuinfo`.
    static Optional<String> model(Path cpuinfo) {
        try (Stream<String> lines = Files.lines(cpuinfo)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException notLinux) {
            return Optional.empty();
        }
    }
}
