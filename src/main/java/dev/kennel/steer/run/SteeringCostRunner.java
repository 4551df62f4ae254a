package dev.kennel.steer.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

import dev.kennel.gguf.ControlVectorFile;
import dev.kennel.llama.Llama;
import dev.kennel.llama.Model;
import dev.kennel.steer.SteeringCost;
import dev.kennel.steer.SteeringCostTask;
import dev.kennel.worker.Reporter;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.TaskRunner;

/// Times probes without a vector and with one.
final class SteeringCostRunner implements TaskRunner<SteeringCostTask, SteeringCost> {

    private static final double NANOS = 1e9;

    private final Llama llama;

    SteeringCostRunner(Llama llama) {
        this.llama = llama;
    }

    @Override
    public SteeringCost run(SteeringCostTask task, Reporter reporter) throws IOException, TaskFailure {
        SortedMap<Integer, float[]> directions =
                ControlVectorFile.read(task.vector()).directions();
        try (Model model = llama.loadModel(task.shards(), task.settings().device())) {
            FeatureTokens feature = FeatureTokens.of(model, task.feature());
            try (var opened = ProbeContext.of(model, List.of(feature), task.settings())) {
                var reader = new ProbeReader(opened, task.settings().together(), _ -> {});
                var steered = new SteeredContext(opened.context(), task.blocks());
                double[] strengths = task.settings().strengthArray();
                List<Double> without = new ArrayList<>();
                List<Double> with = new ArrayList<>();
                for (int round = 0; round <= task.rounds(); round++) {
                    double plain = seconds(() -> {
                        steered.steerNoMore();
                        for (double _ : strengths) {
                            reader.margins(feature.plain());
                        }
                    });
                    double pushed = seconds(() -> {
                        for (double strength : strengths) {
                            steered.steer(directions, strength);
                            reader.margins(feature.plain());
                        }
                    });
                    if (round > 0) {
                        without.add(plain);
                        with.add(pushed);
                    }
                }
                return new SteeringCost(strengths.length * feature.plain().size(), without, with);
            }
        }
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / NANOS;
    }
}
