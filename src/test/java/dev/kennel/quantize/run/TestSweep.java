package dev.kennel.quantize.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.kennel.blob.Sha256;
import dev.kennel.gguf.GgufFiles;
import dev.kennel.gguf.GgufModelFiles;
import dev.kennel.gguf.ShardedTensor;
import dev.kennel.llama.Llama;
import dev.kennel.llama.PackagedLlama;
import dev.kennel.llama.QuantizeOptions;
import dev.kennel.llama.QuantizeOptions.Importance;
import dev.kennel.llama.QuantizeOptions.Weights;
import dev.kennel.quantize.AssembleTask;
import dev.kennel.quantize.AssembleTask.TensorBlob;
import dev.kennel.quantize.AssembledQuant;
import dev.kennel.quantize.EncodeReport;
import dev.kennel.quantize.EncodeTask;
import dev.kennel.quantize.EncodeTask.TensorWork;
import dev.kennel.quantize.EncodeTask.UnitWork;
import dev.kennel.quantize.ImatrixRef;
import dev.kennel.quantize.PlanTask;
import dev.kennel.quantize.RecipePlan;
import dev.kennel.quantize.TensorPlan;
import dev.kennel.quantize.UnitKey;
import dev.kennel.quantize.UnitStaged;
import dev.kennel.recipe.Recipe;

/// Derives quants from a source as a job does, in one process and without a store: plan, encode each distinct unit
// once,
/// assemble, write out. Also asks llama.cpp for its own file.
final class TestSweep {

    static final long SLAB_BYTES = 8 << 20;

    private final Llama llama = PackagedLlama.get();
    private final Path directory;
    private final List<Path> shards;
    private final Optional<ImatrixRef> imatrix;
    private final Map<String, TensorWork> sources;
    private final Map<UnitKey, UnitStaged> units = new HashMap<>();

    TestSweep(Path directory, List<Path> shards, Optional<Path> imatrix) throws IOException {
        this.directory = directory;
        this.shards = shards;
        this.imatrix = imatrix.map(TestSweep::imatrixRef);
        this.sources = sources(shards);
    }

    private static ImatrixRef imatrixRef(Path file) {
        return new ImatrixRef(file, file.getFileName().toString(), "0".repeat(64));
    }

    private static Map<String, TensorWork> sources(List<Path> shards) throws IOException {
        GgufModelFiles model = GgufFiles.open(shards.getFirst());
        Map<String, TensorWork> sources = new LinkedHashMap<>();
        for (ShardedTensor tensor : model.tensors()) {
            sources.put(tensor.name(), source(tensor, model.file(tensor)));
        }
        return sources;
    }

    private static TensorWork source(ShardedTensor tensor, Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            byte[] bytes = new byte[Math.toIntExact(tensor.bytes())];
            channel.read(java.nio.ByteBuffer.wrap(bytes), tensor.fileOffset());
            return new TensorWork(
                    tensor.name(),
                    tensor.shard(),
                    tensor.fileOffset(),
                    tensor.bytes(),
                    Sha256.of(bytes).hex(),
                    tensor.info().type(),
                    tensor.info().shape(),
                    List.of());
        }
    }

    TensorWork source(String tensor) {
        return sources.get(tensor);
    }

    List<RecipePlan> plan(List<Recipe> recipes) throws Exception {
        return new PlanRunner(llama)
                .run(new PlanTask(shards, imatrix, recipes), new RecordingReporter())
                .recipes();
    }

    RecipePlan plan(Recipe recipe) throws Exception {
        return plan(List.of(recipe)).getFirst();
    }

    /// Encodes what the plans need and is not there yet.
    EncodeReport encode(List<RecipePlan> plans) throws Exception {
        var reporter = new RecordingReporter();
        EncodeReport report = new EncodeRunner(llama).run(task(work(plans)), reporter);
        reporter.steps(UnitStaged.class).forEach(unit -> units.put(unit.key(), unit));
        return report;
    }

    EncodeTask task(List<TensorWork> work) throws IOException {
        Path staging = Files.createTempDirectory(directory, "staging");
        return new EncodeTask(shards, work, imatrix, staging, 2, SLAB_BYTES);
    }

    List<TensorWork> work(List<RecipePlan> plans) {
        Map<String, Map<UnitKey, UnitWork>> wanted = new LinkedHashMap<>();
        for (RecipePlan plan : plans) {
            for (TensorPlan tensor : plan.tensors()) {
                UnitKey key = key(tensor);
                if (!units.containsKey(key)) {
                    wanted.computeIfAbsent(tensor.name(), name -> new LinkedHashMap<>())
                            .put(
                                    key,
                                    new UnitWork(
                                            key,
                                            tensor.targetType(),
                                            tensor.imatrixSlice().isPresent()));
                }
            }
        }
        return wanted.entrySet().stream()
                .map(entry -> withUnits(
                        sources.get(entry.getKey()),
                        List.copyOf(entry.getValue().values())))
                .toList();
    }

    static TensorWork withUnits(TensorWork source, List<UnitWork> units) {
        return new TensorWork(
                source.name(),
                source.shard(),
                source.offset(),
                source.bytes(),
                source.sha256(),
                source.type(),
                source.shape(),
                units);
    }

    private UnitKey key(TensorPlan tensor) {
        return UnitKey.of(sources.get(tensor.name()).sha256(), tensor);
    }

    AssembleTask assembly(Recipe recipe, RecipePlan plan) {
        List<TensorBlob> blobs = new ArrayList<>();
        for (TensorPlan tensor : plan.tensors()) {
            UnitStaged unit = units.get(key(tensor));
            blobs.add(new TensorBlob(tensor.name(), unit.type(), unit.file(), unit.sha256(), unit.bytes()));
        }
        return new AssembleTask(shards, imatrix, recipe, blobs, directory);
    }

    AssembledQuant assemble(AssembleTask task) throws Exception {
        return new AssembleRunner(llama).run(task, new RecordingReporter());
    }

    /// The whole file of a quant.
    Path file(Recipe recipe, RecipePlan plan) throws Exception {
        AssembleTask task = assembly(recipe, plan);
        return write(task, assemble(task), directory.resolve(recipe.name() + ".kennel.gguf"));
    }

    private static Path write(AssembleTask task, AssembledQuant quant, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            Files.copy(quant.header(), out);
            long length = quant.headerBytes();
            for (TensorBlob tensor : task.tensors()) {
                Files.copy(tensor.path(), out);
                int padding = (int) (Math.ceilDiv(length + tensor.bytes(), 32) * 32 - length - tensor.bytes());
                out.write(new byte[padding]);
                length += tensor.bytes() + padding;
            }
        }
        return file;
    }

    /// The file that `llama_model_quantize` writes.
    Path reference(Recipe recipe) throws Exception {
        Path file = directory.resolve(recipe.name() + ".llama.gguf");
        try (SplitLinks links = SplitLinks.to(shards)) {
            llama.quantizer().quantize(links.first(), file, QuantizeOptions.of(recipe, importance(recipe)), 2);
        }
        return file;
    }

    private Optional<Importance> importance(Recipe recipe) throws Exception {
        Optional<ImatrixSlices> slices = ImatrixSlices.usedBy(recipe, ImatrixSlices.open(imatrix));
        if (slices.isEmpty()) {
            return Optional.empty();
        }
        List<Weights> weights = new ArrayList<>();
        for (String name : slices.get().names()) {
            weights.add(new Weights(name, slices.get().weights(name)));
        }
        return Optional.of(new Importance(weights, slices.get().keys()));
    }
}
