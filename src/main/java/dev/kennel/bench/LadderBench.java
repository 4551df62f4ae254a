package dev.kennel.bench;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import dev.kennel.bench.GeneratedMixture.Shape;
import dev.kennel.bench.SweepBench.Measured;
import dev.kennel.recipe.Recipe;

/// Kennel's sweep of file types over a [GeneratedMixture] against as many `llama_model_quantize` calls,
/// one after another in one process with as many threads. Both are timed once, from a fresh worker to the last file;
/// of recipes whose plans coincide both sides make one.
final class LadderBench {

    private static final double MILLION = 1e6;

    private final PrintStream out;
    private final Shape shape;
    private final List<Recipe> recipes;

    LadderBench(PrintStream out, Shape shape, List<Recipe> recipes) {
        this.out = out;
        this.shape = shape;
        this.recipes = recipes;
    }

    /// @param like whose metadata the generated model gets
    /// @return how many times as long the calls take as the sweep
    double run(Path like) throws Exception {
        int threads = Runtime.getRuntime().availableProcessors();
        try (var directory = new TemporaryDirectory()) {
            var mixture = new GeneratedMixture(like, shape);
            Path model = mixture.writeModel(directory.path().resolve("mixture.gguf"));
            Path imatrix = mixture.writeImatrix(directory.path().resolve("mixture.imatrix.gguf"));
            var sweep = new BenchedSweep(model, imatrix, recipes, threads);
            var work = LadderWork.of(sweep.plans(), sweep.work());
            say(
                    "model: %.0f MB; %d file types of which %d differ; %d threads%n",
                    Files.size(model) / MILLION, recipes.size(), sweep.plans().size(), threads);
            Measured kennel = sweep.sweep();
            Measured peer = sweep.quantizeOneByOne();
            print(work, kennel, peer);
            Roofline.measure(threads).print(out, work, kennel);
            return peer.seconds() / kennel.seconds();
        }
    }

    private void print(LadderWork work, Measured kennel, Measured peer) {
        out.println("| side | seconds | processor seconds | M weights encoded | MB written |");
        out.println("|---|---|---|---|---|");
        printRow("llama_model_quantize", peer, work.weightsOfEachPlan());
        printRow("Kennel", kennel, work.weights());
    }

    private void printRow(String side, Measured measured, long weights) {
        say(
                "| %s | %.1f | %.1f | %.0f | %.0f |%n",
                side, measured.seconds(), measured.processorSeconds(), weights / MILLION, measured.bytes() / MILLION);
    }

    private void say(String format, Object... values) {
        out.printf(Locale.ROOT, format, values);
    }
}
