package dev.kennel.llama;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The devices that ggml computes on, loaded once, when first needed: looking at a GPU takes a while, and quantizing
/// needs none.
final class Backends {

    private static final Pattern CPU_FILE = Pattern.compile("(?:lib)?ggml-cpu-(\\w+)\\.(?:so|dylib|dll)");
    private static final Pattern LOADED = Pattern.compile("loaded CPU backend from (.+)");

    private final Path directory;
    private final Optional<String> pinned;
    private final GgmlBindings ggml;
    private final NativeLog log;
    private Optional<String> cpuVariant = Optional.empty();

    Backends(Path directory, Optional<String> pinned, GgmlBindings ggml, NativeLog log) {
        this.directory = directory;
        this.pinned = pinned;
        this.ggml = ggml;
        this.log = log;
    }

    String cpuVariant() {
        load();
        return cpuVariant.orElseThrow();
    }

    synchronized void load() {
        if (cpuVariant.isPresent()) {
            return;
        }
        Optional<Path> file = pinned.map(this::fileOf);
        List<LogLine> lines = log.during(() -> load(file));
        cpuVariant = Optional.of(lines.stream()
                .flatMap(line -> LOADED.matcher(line.text()).results())
                .map(loaded -> variantOf(Path.of(loaded.group(1))).orElse("built-in"))
                .findFirst()
                .orElse("built-in"));
    }

    private void load(Optional<Path> cpuBackend) {
        try (Arena arena = Arena.ofConfined()) {
            if (cpuBackend.isEmpty()) {
                ggml.loadAllBackends(arena.allocateFrom(directory.toString()));
                return;
            }
            Path file = cpuBackend.get();
            if (ggml.loadBackend(arena.allocateFrom(file.toString())).equals(MemorySegment.NULL)) {
                throw new LlamaException("The CPU variant " + file + " does not load on this machine. Choose another"
                        + " with kennel.llama.cpu-variant: " + String.join(", ", variants()) + ".");
            }
        }
    }

    private Path fileOf(String variant) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> variantOf(file).filter(variant::equals).isPresent())
                    .findFirst()
                    .orElseThrow(() -> new LlamaException("There is no CPU variant '" + variant + "' in " + directory
                            + ". kennel.llama.cpu-variant may be one of: " + String.join(", ", variants()) + "."));
        } catch (IOException e) {
            throw new LlamaException("The directory " + directory + " cannot be read: " + e.getMessage(), e);
        }
    }

    private List<String> variants() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.flatMap(file -> variantOf(file).stream()).sorted().collect(Collectors.toList());
        } catch (IOException e) {
            throw new LlamaException("The directory " + directory + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Optional<String> variantOf(Path file) {
        Matcher matcher = CPU_FILE.matcher(file.getFileName().toString());
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
