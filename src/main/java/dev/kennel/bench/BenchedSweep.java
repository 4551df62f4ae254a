package dev.kennel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.kennel.bench.SweepBench.Measured;
import dev.kennel.device.Device;
import dev.kennel.gguf.GgufFiles;
import dev.kennel.quantize.AssembleTask;
import dev.kennel.quantize.AssembledQuant;
import dev.kennel.quantize.EncodeTask;
import dev.kennel.quantize.ImatrixRef;
import dev.kennel.quantize.PlanTask;
import dev.kennel.quantize.RecipePlan;
import dev.kennel.quantize.ReferenceReport.ReferenceFile;
import dev.kennel.quantize.ReferenceTask;
import dev.kennel.quantize.SweepWork;
import dev.kennel.quantize.UnitKey;
import dev.kennel.quantize.UnitStaged;
import dev.kennel.recipe.Recipe;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.WorkerDied;
import dev.kennel.worker.WorkerListener;
import dev.kennel.worker.WorkerProcess;

/// The two sides of [SweepBench] and [LadderBench]. Each run starts a worker and writes into a directory of its own,
/// which it removes.
final class BenchedSweep {

    private static final long SLAB_BYTES = 64 << 20;

    private final List<Path> shards;
    private final Optional<ImatrixRef> imatrix;
    private final List<Recipe> recipes;
    private final List<RecipePlan> plans;
    private final int threads;
    private final SweepWork work;

    BenchedSweep(Path model, Path imatrix, List<Recipe> recipes, int threads) throws Exception {
        this.shards = List.of(model);
        this.imatrix = Optional.of(ImatrixRef.of(imatrix));
        this.threads = threads;
        this.work = SweepWork.over(GgufFiles.open(model));
        this.plans = distinct(recipes);
        Set<String> planned = plans.stream().map(RecipePlan::recipe).collect(Collectors.toSet());
        this.recipes = recipes.stream()
                .filter(recipe -> planned.contains(recipe.name()))
                .toList();
    }

    private List<RecipePlan> distinct(List<Recipe> all) throws Exception {
        try (WorkerProcess worker = BenchWorkers.start()) {
            Set<String> seen = new HashSet<>();
            return plan(worker, all).stream()
                    .filter(plan -> seen.add(plan.weightsDigest()))
                    .toList();
        }
    }

    /// Of the recipes that both sides make, one of those that coincide.
    List<RecipePlan> plans() {
        return plans;
    }

    SweepWork work() {
        return work;
    }

    Measured quantizeOneByOne() throws Exception {
        try (var directory = new TemporaryDirectory()) {
            long start = System.nanoTime();
            try (WorkerProcess worker = BenchWorkers.start()) {
                var task = new ReferenceTask(shards, imatrix, recipes, directory.path(), threads);
                List<ReferenceFile> files =
                        worker.run(task, WorkerListener.deaf()).files();
                long bytes = files.stream().mapToLong(ReferenceFile::bytes).sum();
                return new Measured(seconds(start), BenchWorkers.processorSeconds(), bytes);
            }
        }
    }

    Measured sweep() throws Exception {
        try (var directory = new TemporaryDirectory()) {
            long start = System.nanoTime();
            try (WorkerProcess worker = BenchWorkers.start()) {
                List<RecipePlan> plans = plan(worker, recipes);
                Map<UnitKey, UnitStaged> units = encode(worker, plans, directory.path());
                long bytes =
                        units.values().stream().mapToLong(UnitStaged::bytes).sum();
                for (int i = 0; i < recipes.size(); i++) {
                    bytes += assemble(worker, recipes.get(i), plans.get(i), units, directory.path())
                            .headerBytes();
                }
                return new Measured(seconds(start), BenchWorkers.processorSeconds(), bytes);
            }
        }
    }

    private List<RecipePlan> plan(WorkerProcess worker, List<Recipe> recipes) throws TaskFailure, WorkerDied {
        return worker.run(new PlanTask(shards, imatrix, recipes), WorkerListener.deaf())
                .recipes();
    }

    private Map<UnitKey, UnitStaged> encode(WorkerProcess worker, List<RecipePlan> plans, Path directory)
            throws TaskFailure, WorkerDied {
        Map<UnitKey, UnitStaged> units = new HashMap<>();
        var task = new EncodeTask(
                shards, work.missing(plans, Set.of()), imatrix, directory, threads, SLAB_BYTES, Device.AUTO);
        worker.run(task, new UnitCollector(units));
        return units;
    }

    private AssembledQuant assemble(
            WorkerProcess worker, Recipe recipe, RecipePlan plan, Map<UnitKey, UnitStaged> units, Path directory)
            throws TaskFailure, WorkerDied, IOException {
        Path staging = Files.createDirectory(directory.resolve(recipe.name()));
        var task = new AssembleTask(shards, imatrix, recipe, work.blobs(plan, units), staging);
        return worker.run(task, WorkerListener.deaf());
    }

    private record UnitCollector(Map<UnitKey, UnitStaged> units) implements WorkerListener {

        @Override
        public void progress(Object step) {
            if (step instanceof UnitStaged unit) {
                units.put(unit.key(), unit);
            }
        }

        @Override
        public void log(String line) {}

        @Override
        public boolean cancelled() {
            return false;
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
