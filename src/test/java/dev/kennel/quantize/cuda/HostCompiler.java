package dev.kennel.quantize.cuda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.kennel.quantize.kernels.KernelException;
import dev.kennel.quantize.kernels.KernelSource;

/// g++, which makes libraries of kernels; a module's image is the library's path.
record HostCompiler(Path directory) implements CudaCompiler {

    private static final int OLDEST = 20;

    /// Where a kernel begins, of one by a macro or by itself.
    private static final Pattern KERNEL = Pattern.compile(
            "^(?:(?:GRID_)?PASS\\((\\w+)\\) \\{|extern \"C\" __global__ void (\\w+)\\()", Pattern.MULTILINE);

    static boolean isThere() {
        try {
            return run("g++", "--version").isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Optional<String> obstacle(int capability) {
        return capability < OLDEST ? Optional.of("it is too old") : Optional.empty();
    }

    @Override
    public byte[] compile(String source, int capability) {
        String launchable = KERNEL.matcher(source)
                .results()
                .map(found -> Optional.ofNullable(found.group(1)).orElseGet(() -> found.group(2)))
                .distinct()
                .map("LAUNCHABLE(%s)\n"::formatted)
                .collect(Collectors.joining());
        String host = KernelSource.resource(HostCompiler.class, "host.h");
        Path library = library(host + source + "\n" + launchable);
        return (library + "\0").getBytes(StandardCharsets.UTF_8);
    }

    /// @throws KernelException with the compiler's words
    Path library(String source) {
        try {
            Path text = Files.writeString(Files.createTempFile(directory, "source", ".cpp"), source);
            Path library = Path.of(text.toString().replace(".cpp", ".so"));
            text.toFile().deleteOnExit();
            library.toFile().deleteOnExit();
            Optional<String> refusal = run(
                    "g++",
                    "-std=c++17",
                    "-O2",
                    "-ffp-contract=off",
                    "-w",
                    "-fPIC",
                    "-shared",
                    "-o",
                    library.toString(),
                    text.toString());
            if (refusal.isPresent()) {
                throw new KernelException("g++ refuses the kernels: " + refusal.get());
            }
            return library;
        } catch (IOException e) {
            throw new UncheckedIOException("g++ cannot be started", e);
        }
    }

    /// What it wrote, if it failed.
    private static Optional<String> run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.onExit().join().exitValue() == 0 ? Optional.empty() : Optional.of(text);
    }
}
