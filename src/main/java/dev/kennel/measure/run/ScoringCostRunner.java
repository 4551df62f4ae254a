package dev.kennel.measure.run;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import java.util.function.IntConsumer;

import dev.kennel.measure.LogitsShape;
import dev.kennel.measure.ScoringCost;
import dev.kennel.measure.ScoringCostTask;
import dev.kennel.worker.Reporter;
import dev.kennel.worker.TaskRunner;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

/// Scores generated logits. Each thread's share is spread over several rows, as a batch's are.
final class ScoringCostRunner implements TaskRunner<ScoringCostTask, ScoringCost> {

    private static final int ROWS = 64;
    private static final int SHORTEST_CONTEXT = 4;
    private static final double SPREAD = 3;
    private static final double NANOS = 1e9;

    @Override
    public ScoringCost run(ScoringCostTask task, Reporter reporter) {
        int rowBytes = new LogitsShape(SHORTEST_CONTEXT, task.vocabulary(), 1).rowBytes();
        try (Arena arena = Arena.ofShared()) {
            MemorySegment[] logits = new MemorySegment[ROWS];
            MemorySegment[] stored = new MemorySegment[ROWS];
            var random = new Random(1);
            for (int row = 0; row < ROWS; row++) {
                logits[row] = generated(arena, task.vocabulary(), random);
                stored[row] = arena.allocate(rowBytes, Float.BYTES);
            }
            IntConsumer store = token -> new Logits(logits[token % ROWS])
                    .store(new StoredProbabilities(stored[token % ROWS], task.vocabulary()));
            IntConsumer compare = token -> {
                var mine = new Logits(logits[token % ROWS]);
                var base = new StoredProbabilities(stored[(token + 1) % ROWS], task.vocabulary());
                mine.nll(token % task.vocabulary());
                mine.divergence(base);
                mine.sameTop(base);
            };
            // once to store what is compared, and for the compiler
            Parallel.run(task.threads(), task.tokens(), store);
            Parallel.run(task.threads(), task.tokens(), compare);
            return new ScoringCost(secondsPerToken(task, store), secondsPerToken(task, compare));
        }
    }

    private static MemorySegment generated(Arena arena, int vocabulary, Random random) {
        MemorySegment values = arena.allocate(JAVA_FLOAT, vocabulary);
        for (int i = 0; i < vocabulary; i++) {
            values.setAtIndex(JAVA_FLOAT, i, (float) (SPREAD * random.nextGaussian()));
        }
        return values;
    }

    private static double secondsPerToken(ScoringCostTask task, IntConsumer work) {
        long started = System.nanoTime();
        Parallel.run(task.threads(), task.tokens(), work);
        return (System.nanoTime() - started) / NANOS / task.tokens();
    }
}
