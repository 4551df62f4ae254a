package dev.kennel.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import dev.kennel.device.Device;
import dev.kennel.feature.Feature;
import dev.kennel.feature.FeatureFile;
import dev.kennel.gguf.GgufFiles;
import dev.kennel.gguf.ModelFacts;
import dev.kennel.steer.ExtractTask;
import dev.kennel.steer.Method;
import dev.kennel.steer.ProbedFeature;
import dev.kennel.steer.ResponseSettings;
import dev.kennel.steer.SteeringCost;
import dev.kennel.steer.SteeringCostTask;
import dev.kennel.steer.SteeringReach;
import dev.kennel.worker.WorkerListener;

/// What scoring probes at the strengths of a control vector costs beside the same decodes without one, in the same
/// batches with the same sharing, on both of the small models that can be steered.
///
/// Prints `result: overhead=…`: the time with ÷ the time without, the median over the rounds, the larger one of the two
/// models.
public final class SteerBench {

    private static final int ROUNDS = 5;

    private SteerBench() {}

    public static void main(String[] args) throws Exception {
        Path demo = Path.of(System.getProperty("kennel.demo.directory"));
        Feature feature = FeatureFile.read(demo.resolve("features/pup-hedging.yaml"));
        Map<String, SteeringCost> costs = new TreeMap<>();
        for (String model : List.of("pup-nemotron-h-moe-8m-bf16", "pup-qwen3.5-moe-9m-bf16")) {
            costs.put(model, cost(demo.resolve("models/" + model + ".gguf"), feature));
        }
        print(System.out, costs);
    }

    private static SteeringCost cost(Path model, Feature feature) throws Exception {
        ModelFacts facts = ModelFacts.of(GgufFiles.open(model));
        int blocks = Math.toIntExact(facts.blockCount());
        int threads = Runtime.getRuntime().availableProcessors();
        try (var directory = new TemporaryDirectory();
                var worker = BenchWorkers.start()) {
            Path vector = directory.path().resolve("vector.gguf");
            var extract = new ExtractTask(
                    List.of(model),
                    facts.architecture(),
                    blocks,
                    SteeringReach.of(facts),
                    feature.contrast(),
                    Method.MEAN,
                    threads,
                    Device.CPU,
                    new TreeMap<>(),
                    vector);
            worker.run(extract, WorkerListener.deaf());
            var settings = new ResponseSettings(
                    ResponseSettings.STRENGTHS, ResponseSettings.DEFAULT_TOGETHER, threads, Device.CPU);
            var task =
                    new SteeringCostTask(List.of(model), blocks, ProbedFeature.of(feature), vector, ROUNDS, settings);
            return worker.run(task, WorkerListener.deaf());
        }
    }

    private static void print(PrintStream out, Map<String, SteeringCost> costs) {
        out.println("| model | probes a second, steered | without | ratio of the times |");
        out.println("|---|---|---|---|");
        List<Double> ratios = new ArrayList<>();
        costs.forEach((model, cost) -> {
            double ratio = Median.ofRatios(cost.with(), cost.without(), Double::doubleValue);
            ratios.add(ratio);
            out.printf(
                    Locale.ROOT,
                    "| %s | %.1f | %.1f | %.3f |%n",
                    model,
                    cost.pairs() / Median.of(cost.with()),
                    cost.pairs() / Median.of(cost.without()),
                    ratio);
        });
        out.printf(
                Locale.ROOT,
                "result: overhead=%.3f%n",
                ratios.stream().mapToDouble(Double::doubleValue).max().orElseThrow());
    }
}
