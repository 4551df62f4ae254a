package dev.kennel.steer.run;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import dev.kennel.steer.ActivationsReport.Block;
import dev.kennel.steer.ActivationsReport.Dimension;

/// Sums over the tokens of what came out of one block.
final class ActivationStatistics {

    private static final int STRONGEST = 16;

    private final double[] sums;
    private final double[] squares;
    private long tokens;

    ActivationStatistics(int width) {
        this.sums = new double[width];
        this.squares = new double[width];
    }

    /// @param row the numbers of a token
    void add(float[] row) {
        tokens++;
        for (int i = 0; i < sums.length; i++) {
            sums[i] += row[i];
            squares[i] += (double) row[i] * row[i];
        }
    }

    Block summary(int block) {
        double all = 0;
        double meanSquares = 0;
        for (int i = 0; i < sums.length; i++) {
            all += squares[i];
            meanSquares += mean(i) * mean(i);
        }
        List<Dimension> strongest = IntStream.range(0, sums.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> Math.abs(mean(i)))
                        .reversed())
                .limit(STRONGEST)
                .map(i -> new Dimension(i, mean(i), deviation(i)))
                .toList();
        return new Block(block, Math.sqrt(all / (tokens * sums.length)), Math.sqrt(meanSquares), strongest);
    }

    private double mean(int dimension) {
        return sums[dimension] / tokens;
    }

    private double deviation(int dimension) {
        double variance = squares[dimension] / tokens - mean(dimension) * mean(dimension);
        return Math.sqrt(Math.max(0, variance));
    }
}
