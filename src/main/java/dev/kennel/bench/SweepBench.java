package dev.kennel.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Kennel's sweep of llama.cpp's 32 file types over a small Qwen3.5-MoE, with its importance matrix, against as many
/// `llama_model_quantize` calls, one after another in one process. Both run in a fresh worker each time, with as many
/// threads, in turns; the median of the rounds' ratios counts. Of recipes whose plans coincide both sides make one.
public final class SweepBench {

    private static final int ROUNDS = 3;

    private SweepBench() {}

    public static void main(String[] args) throws Exception {
        Path demo = Path.of(System.getProperty("kennel.demo.directory"));
        var sweep = new BenchedSweep(
                demo.resolve("models/pup-qwen3.5-moe-9m-bf16.gguf"),
                demo.resolve("imatrix/qwen3.5-moe-9m.imatrix.gguf"),
                BenchRecipes.ladder(),
                Runtime.getRuntime().availableProcessors());
        List<Measured> peer = new ArrayList<>();
        List<Measured> kennel = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            peer.add(sweep.quantizeOneByOne());
            kennel.add(sweep.sweep());
        }
        print(System.out, peer, kennel);
    }

    private static void print(PrintStream out, List<Measured> peer, List<Measured> kennel) {
        out.println("| round | llama_model_quantize s | Kennel s | llama_model_quantize bytes | Kennel bytes |");
        out.println("|---|---|---|---|---|");
        for (int round = 0; round < peer.size(); round++) {
            out.printf(
                    Locale.ROOT,
                    "| %d | %.2f | %.2f | %d | %d |%n",
                    round + 1,
                    peer.get(round).seconds(),
                    kennel.get(round).seconds(),
                    peer.get(round).bytes(),
                    kennel.get(round).bytes());
        }
        out.printf(
                Locale.ROOT,
                "result: time_ratio=%.2f bytes_ratio=%.2f%n",
                Median.ofRatios(peer, kennel, Measured::seconds),
                Median.ofRatios(peer, kennel, Measured::bytes));
    }

    /// @param processorSeconds of all threads of the worker
    /// @param bytes of all that was made
    record Measured(double seconds, double processorSeconds, long bytes) {}
}
