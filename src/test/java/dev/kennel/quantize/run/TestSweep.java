package dev.kennel.quantize.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.kennel.device.Device;
import dev.kennel.gguf.GgufFiles;
import dev.kennel.llama.Llama;
import dev.kennel.llama.PackagedLlama;
import dev.kennel.quantize.AssembleTask;
import dev.kennel.quantize.AssembleTask.TensorBlob;
import dev.kennel.quantize.AssembledQuant;
import dev.kennel.quantize.EncodeReport;
import dev.kennel.quantize.EncodeTask;
import dev.kennel.quantize.EncodeTask.TensorWork;
import dev.kennel.quantize.ImatrixRef;
import dev.kennel.quantize.PlanTask;
import dev.kennel.quantize.RecipePlan;
import dev.kennel.quantize.ReferenceTask;
import dev.kennel.quantize.SweepWork;
import dev.kennel.quantize.UnitKey;
import dev.kennel.quantize.UnitStaged;
import dev.kennel.recipe.Recipe;

/// Derives quants from a source as a job does, in one process and without a store: plan, encode each distinct unit one
/// time, assemble, write out. Also asks llama.cpp for its own file.
final class TestSweep {

    private static final int THREADS = 2;

    private final Llama llama = PackagedLlama.get();
    private final Path directory;
    private final List<Path> shards;
    private final Optional<ImatrixRef> imatrix;
    private final SweepWork work;
    private final Map<UnitKey, UnitStaged> units = new HashMap<>();
    private long slabBytes = 8 << 20;
    private String encoder = "auto";
    private String device = Device.AUTO;

    TestSweep(Path directory, List<Path> shards, Optional<Path> imatrix) throws IOException {
        this.directory = directory;
        this.shards = shards;
        this.imatrix = ref(imatrix);
        this.work = SweepWork.over(GgufFiles.open(shards.getFirst()));
    }

    private static Optional<ImatrixRef> ref(Optional<Path> imatrix) throws IOException {
        return imatrix.isEmpty() ? Optional.empty() : Optional.of(ImatrixRef.of(imatrix.get()));
    }

    TestSweep inSlabsOf(long bytes) {
        slabBytes = bytes;
        return this;
    }

    /// @param name of an [EncoderChoice]
    TestSweep encodedBy(String name) {
        encoder = name;
        return this;
    }

    /// @param name as a job asks for it
    TestSweep onDevice(String name) {
        device = name;
        return this;
    }

    /// Reads nothing but headers and importance weights.
    static List<RecipePlan> plan(List<Path> shards, Optional<Path> imatrix, List<Recipe> recipes) throws Exception {
        var task = new PlanTask(shards, ref(imatrix), recipes);
        return new PlanRunner(PackagedLlama.get())
                .run(task, new RecordingReporter())
                .recipes();
    }

    List<RecipePlan> plan(List<Recipe> recipes) throws Exception {
        return plan(shards, imatrix.map(ImatrixRef::path), recipes);
    }

    TensorWork source(String tensor) {
        return work.source(tensor);
    }

    /// Encodes what the plans need and is not there yet.
    EncodeReport encode(List<RecipePlan> plans) throws Exception {
        var reporter = new RecordingReporter();
        EncodeReport report = encode(task(work.missing(plans, units.keySet())), reporter);
        reporter.steps(UnitStaged.class).forEach(unit -> units.put(unit.key(), unit));
        return report;
    }

    EncodeReport encode(EncodeTask task, RecordingReporter reporter) throws Exception {
        return new EncodeRunner(llama, encoder).run(task, reporter);
    }

    EncodeTask task(List<TensorWork> tensors) throws IOException {
        Path staging = Files.createTempDirectory(directory, "staging");
        return new EncodeTask(shards, tensors, imatrix, staging, THREADS, slabBytes, device);
    }

    AssembleTask assembly(Recipe recipe, RecipePlan plan) {
        return new AssembleTask(shards, imatrix, recipe, work.blobs(plan, units), directory);
    }

    AssembledQuant assemble(AssembleTask task) throws Exception {
        return new AssembleRunner(llama).run(task, new RecordingReporter());
    }

    /// The whole file of a quant.
    Path write(AssembleTask task, AssembledQuant quant) throws IOException {
        Path file = directory.resolve(task.recipe().name() + ".gguf");
        try (OutputStream out = Files.newOutputStream(file)) {
            Files.copy(quant.header(), out);
            for (TensorBlob tensor : task.tensors()) {
                Files.copy(tensor.path(), out);
                out.write(new byte[(int) (-tensor.bytes() & 31)]);
            }
        }
        return file;
    }

    /// The file that `llama_model_quantize` writes.
    Path reference(Recipe recipe) throws Exception {
        Path references = Files.createDirectories(directory.resolve("reference"));
        var task = new ReferenceTask(shards, imatrix, List.of(recipe), references, THREADS);
        return new ReferenceRunner(llama)
                .run(task, new RecordingReporter())
                .files()
                .getFirst()
                .file();
    }
}
