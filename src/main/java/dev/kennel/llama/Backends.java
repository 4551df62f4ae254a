package dev.kennel.llama;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

/// The devices that ggml computes on, loaded once, when first needed: looking at a GPU takes a while, and quantizing
/// needs none.
final class Backends {

    private static final Pattern CPU_FILE = Pattern.compile("(?:lib)?ggml-cpu-(\\w+)\\.(?:so|dylib|dll)");
    /// What computes on something else than the CPU, or talks to what does: `libggml-cuda.so`, `libggml-vulkan.so`, …
    private static final Pattern DEVICE_FILE =
            Pattern.compile("(?:lib)?ggml-(?!base\\b|cpu\\b)\\w+\\.(?:so|dylib|dll)");
    private static final Pattern LOADED = Pattern.compile("loaded CPU backend from (.+)");

    private final Path directory;
    private final Optional<String> pinned;
    private final GgmlBindings ggml;
    private final DeviceBindings bindings;
    private final NativeLog log;
    private Optional<String> cpuVariant = Optional.empty();
    private List<LogLine> loading = List.of();

    Backends(Path directory, Optional<String> pinned, GgmlBindings ggml, DeviceBindings bindings, NativeLog log) {
        this.directory = directory;
        this.pinned = pinned;
        this.ggml = ggml;
        this.bindings = bindings;
        this.log = log;
    }

    String cpuVariant() {
        load();
        return cpuVariant.orElseThrow();
    }

    /// Everything that there is to compute on, the CPU too.
    List<ComputeDevice> devices() {
        load();
        var drivers = new Drivers(loading, Drivers.NVIDIA_MODULE);
        return handles().stream().map(handle -> device(handle, drivers)).toList();
    }

    /// @param name of a device, in any case
    /// @param memory where the array is allocated
    /// @return the `devices` of a model that is loaded there, an array that NULL ends: none for the CPU
    /// @throws LlamaException when there is no such device, with the names that there are
    MemorySegment only(String name, Arena memory) {
        load();
        MemorySegment handle = handles().stream()
                .filter(each -> CStrings.read(bindings.name(each)).equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new LlamaException("There is no device '" + name + "' on this machine: it has "
                        + devices().stream().map(ComputeDevice::name).collect(Collectors.joining(", ")) + "."));
        MemorySegment array = memory.allocate(ADDRESS, 2);
        if (bindings.type(handle) != ComputeDevice.Kind.CPU.ordinal()) {
            array.setAtIndex(ADDRESS, 0, handle);
        }
        return array;
    }

    private List<MemorySegment> handles() {
        var handles = new ArrayList<MemorySegment>();
        for (long index = 0; index < bindings.count(); index++) {
            handles.add(bindings.get(index));
        }
        return handles;
    }

    private ComputeDevice device(MemorySegment handle, Drivers drivers) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment free = arena.allocate(JAVA_LONG);
            MemorySegment total = arena.allocate(JAVA_LONG);
            bindings.memory(handle, free, total);
            String name = CStrings.read(bindings.name(handle));
            return new ComputeDevice(
                    name,
                    CStrings.read(bindings.description(handle)).strip(),
                    ComputeDevice.Kind.values()[bindings.type(handle)],
                    total.get(JAVA_LONG, 0),
                    drivers.of(name));
        }
    }

    synchronized void load() {
        if (cpuVariant.isPresent()) {
            return;
        }
        Optional<Path> file = pinned.map(this::fileOf);
        loading = log.during(() -> load(file));
        cpuVariant = Optional.of(loading.stream()
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
            // one that cannot be used here loads as nothing, as it does when all are loaded
            filesLike(DEVICE_FILE).forEach(backend -> ggml.loadBackend(arena.allocateFrom(backend.toString())));
        }
    }

    private Path fileOf(String variant) {
        return filesLike(CPU_FILE).stream()
                .filter(file -> variantOf(file).filter(variant::equals).isPresent())
                .findFirst()
                .orElseThrow(() -> new LlamaException("There is no CPU variant '" + variant + "' in " + directory
                        + ". kennel.llama.cpu-variant may be one of: " + String.join(", ", variants()) + "."));
    }

    private List<String> variants() {
        return filesLike(CPU_FILE).stream()
                .flatMap(file -> variantOf(file).stream())
                .sorted()
                .toList();
    }

    private List<Path> filesLike(Pattern name) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(
                            file -> name.matcher(file.getFileName().toString()).matches())
                    .toList();
        } catch (IOException e) {
            throw new LlamaException("The directory " + directory + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Optional<String> variantOf(Path file) {
        Matcher matcher = CPU_FILE.matcher(file.getFileName().toString());
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
