package dev.kennel.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.kennel.measure.EvaluationSettings;
import dev.kennel.measure.ScoringCost;

/// What a run of KL divergence over a ladder costs beside the same decodes of the same chunks, logits copied and
/// nothing else, and what scoring a token costs at a large vocabulary.
///
/// Prints `result: overhead=… large_vocabulary_share=…`: Kennel's time ÷ the time of the decodes alone, the median over
/// rounds that follow one to warm up, and the cost of scoring a token of a vocabulary of 151,936 as a share of a decode
/// of 3 ms.
public final class MeasureBench {

    private static final int ROUNDS = 7;
    private static final int CONTEXT = 256;
    private static final int LARGE_VOCABULARY = 151_936;
    private static final double LARGE_DECODE_SECONDS = 3e-3;

    private MeasureBench() {}

    public static void main(String[] args) throws Exception {
        Path model =
                Path.of(System.getProperty("kennel.demo.directory")).resolve("models/pup-qwen3.5-moe-9m-bf16.gguf");
        Path text = Path.of(System.getProperty("kennel.texts.directory")).resolve("eval-stories.txt");
        int threads = Runtime.getRuntime().availableProcessors();
        var settings = new EvaluationSettings(
                CONTEXT,
                EvaluationSettings.DEFAULT_BATCH,
                EvaluationSettings.DEFAULT_MICRO_BATCH,
                Optional.empty(),
                threads);
        try (var ladder = new BenchedLadder(model, text, settings)) {
            ladder.decode();
            ladder.measure();
            List<Double> decodes = new ArrayList<>();
            List<Double> kennel = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                decodes.add(ladder.decode());
                kennel.add(ladder.measure());
            }
            print(System.out, decodes, kennel, ladder.scoringCost(LARGE_VOCABULARY, threads));
        }
    }

    private static void print(PrintStream out, List<Double> decodes, List<Double> kennel, ScoringCost cost) {
        out.println("| round | decodes alone s | Kennel s |");
        out.println("|---|---|---|");
        for (int round = 0; round < decodes.size(); round++) {
            out.printf(Locale.ROOT, "| %d | %.2f | %.2f |%n", round + 1, decodes.get(round), kennel.get(round));
        }
        out.printf(
                Locale.ROOT,
                "A vocabulary of %,d: storing %.0f µs a token, comparing %.0f µs.%n",
                LARGE_VOCABULARY,
                1e6 * cost.storing(),
                1e6 * cost.comparing());
        out.printf(
                Locale.ROOT,
                "result: overhead=%.3f large_vocabulary_share=%.3f%n",
                Median.ofRatios(kennel, decodes, Double::doubleValue),
                Math.max(cost.storing(), cost.comparing()) / LARGE_DECODE_SECONDS);
    }
}
