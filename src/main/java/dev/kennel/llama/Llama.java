package dev.kennel.llama;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import dev.kennel.gguf.GgmlType;

/// llama.cpp, loaded and checked. There is one a process; its parts may be used from any thread unless they say
/// otherwise.
public final class Llama {

    /// Kennel reads this version's log and knows its rules.
    private static final String SUPPORTED = "0.5.";

    private static final String CPU = "CPU";

    private static Llama loaded;

    private final Path directory;
    private final String version;
    private final LlamaBindings bindings;
    private final GgmlBindings ggml;
    private final NativeLog log;
    private final Backends backends;
    private final Quantizer quantizer;
    private final RowEncoder rowEncoder;
    private final HeaderWriter headerWriter;

    private Llama(
            Path directory,
            String version,
            LlamaBindings bindings,
            GgmlBindings ggml,
            NativeLog log,
            Backends backends,
            RowEncoder rowEncoder,
            HeaderWriter headerWriter) {
        this.directory = directory;
        this.version = version;
        this.bindings = bindings;
        this.ggml = ggml;
        this.log = log;
        this.backends = backends;
        this.quantizer = new Quantizer(bindings, log);
        this.rowEncoder = rowEncoder;
        this.headerWriter = headerWriter;
    }

    /// The one that the system properties `kennel.llama.directory` and `kennel.llama.cpu-variant` (optional) name,
    /// loaded when first asked for.
    ///
    /// @throws LlamaException saying exactly what does not fit
    public static synchronized Llama configured() {
        if (loaded == null) {
            String directory = System.getProperty("kennel.llama.directory");
            if (directory == null) {
                throw new LlamaException("kennel.llama.directory is not set. It must name the directory with"
                        + " llama.cpp's shared libraries.");
            }
            LlamaLibraries.in(Path.of(directory)).load(pinnedCpuVariant());
        }
        return loaded;
    }

    private static Optional<String> pinnedCpuVariant() {
        return Optional.ofNullable(System.getProperty("kennel.llama.cpu-variant"))
                .filter(variant -> !variant.isBlank());
    }

    static Llama load(Path directory, List<SymbolLookup> libraries, Optional<String> cpuVariant) {
        var symbols = new Symbols(libraries);
        var llama = new LlamaBindings(symbols);
        var ggml = new GgmlBindings(symbols);
        var devices = new DeviceBindings(symbols);
        var gguf = new GgufBindings(symbols);
        refuseMissing(directory, symbols.missing());
        String version = CStrings.read(llama.version());
        refuseVersion(directory, version);
        var rows = new RowEncoder(ggml);
        refuseMisfits(directory, llama, ggml, rows);
        var log = new NativeLog();
        return start(
                new Llama(
                        directory,
                        version + " (" + CStrings.read(ggml.commit()) + ")",
                        llama,
                        ggml,
                        log,
                        new Backends(directory, cpuVariant, ggml, devices, log),
                        rows,
                        new HeaderWriter(gguf)),
                symbols.linker());
    }

    /// Two of them would fight over the library's only log callback.
    private static synchronized Llama start(Llama llama, Linker linker) {
        if (loaded != null) {
            throw new IllegalStateException("llama.cpp is already loaded from " + loaded.directory);
        }
        loaded = llama;
        llama.bindings.logSet(llama.log.callback(linker));
        llama.bindings.backendInit();
        return llama;
    }

    private static void refuseMissing(Path directory, List<String> missing) {
        if (!missing.isEmpty()) {
            throw new LlamaException("The llama.cpp in " + directory + " lacks " + String.join(", ", missing)
                    + ". Kennel needs version " + SUPPORTED + "x, built with shared libraries.");
        }
    }

    private static void refuseVersion(Path directory, String version) {
        if (!version.startsWith(SUPPORTED)) {
            throw new LlamaException("The llama.cpp in " + directory + " is version " + version
                    + "; Kennel needs version " + SUPPORTED + "x.");
        }
    }

    private static void refuseMisfits(Path directory, LlamaBindings llama, GgmlBindings ggml, RowEncoder rows) {
        List<String> misfits = new ArrayList<>(StructDefaults.misfits(llama));
        if (ggml.tensorOverhead() != Layouts.OBJECT_BYTES + Layouts.TENSOR.byteSize()) {
            misfits.add("its ggml_tensor has another size");
        }
        for (GgmlType type : GgmlType.values()) {
            rows.misfit(type).ifPresent(misfits::add);
        }
        if (!misfits.isEmpty()) {
            throw new LlamaException(
                    "The llama.cpp in " + directory + " does not fit this Kennel: " + String.join("; ", misfits) + ".");
        }
    }

    /// The version with ggml's commit, `0.5.0 (4e3a1b2)`.
    public String version() {
        return version;
    }

    /// Which CPU backend computes: `zen4` for `libggml-cpu-zen4.so`, `built-in` where there is no such file.
    /// Encoded bytes do not depend on it, logits do. Loads the backends.
    public String cpuVariant() {
        return backends.cpuVariant();
    }

    /// What models can be loaded on, the CPU too. Loads the backends.
    public List<ComputeDevice> devices() {
        return backends.devices();
    }

    /// Sends every line that llama.cpp logs there; the calls come from any native thread, one at a time.
    public void logTo(Consumer<LogLine> sink) {
        log.sendTo(sink);
    }

    public Quantizer quantizer() {
        return quantizer;
    }

    public RowEncoder rowEncoder() {
        return rowEncoder;
    }

    public HeaderWriter headerWriter() {
        return headerWriter;
    }

    /// Loads a model to compute on the CPU, whatever else there is.
    ///
    /// @param shards in order, under any names; one for a model that is not split
    /// @throws LlamaException with llama.cpp's reason when it does not load
    public Model loadModel(List<Path> shards) {
        return loadModel(shards, CPU);
    }

    /// Loads a model, all of its layers, to compute on one device.
    ///
    /// @param shards in order, under any names; one for a model that is not split
    /// @param device its name, as in [#devices]; case does not matter
    /// @throws LlamaException with llama.cpp's reason when it does not load, or the devices there are
    public Model loadModel(List<Path> shards, String device) {
        return load(shards, device, Model.Extent.WHOLE);
    }

    /// Loads of a model only what its texts are turned into tokens with: fast, and in little memory. It makes no
    /// contexts.
    ///
    /// @param shards in order, under any names; one for a model that is not split
    /// @throws LlamaException with llama.cpp's reason when it does not load
    public Model loadVocabulary(List<Path> shards) {
        return load(shards, CPU, Model.Extent.VOCABULARY);
    }

    private Model load(List<Path> shards, String device, Model.Extent extent) {
        try (Arena arena = Arena.ofConfined()) {
            return Model.load(bindings, ggml, log, arena, shards, backends.only(device, arena), extent);
        }
    }
}
