package dev.kennel.steer.run;

import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/// Vectors that a feature's vector is compared with: what any push of that length does.
final class RandomDirections {

    private RandomDirections() {}

    /// Random ones, each as long as the one that it stands for.
    static SortedMap<Integer, float[]> like(SortedMap<Integer, float[]> directions, long seed) {
        var random = new Random(seed);
        SortedMap<Integer, float[]> others = new TreeMap<>();
        directions.forEach((block, direction) -> others.put(block, like(direction, random)));
        return others;
    }

    private static float[] like(float[] direction, Random random) {
        var other = new double[direction.length];
        double wanted = 0;
        double squares = 0;
        for (int i = 0; i < other.length; i++) {
            other[i] = random.nextGaussian();
            wanted += (double) direction[i] * direction[i];
            squares += other[i] * other[i];
        }
        double factor = Math.sqrt(wanted / squares);
        var scaled = new float[other.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (factor * other[i]);
        }
        return scaled;
    }
}
