package dev.kennel.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import dev.kennel.gguf.ImatrixFile;

/// How far two importance matrices of one text lie apart.
///
/// @param moved share of the routed tokens, from 0 to 1, that went to another expert; 0 without experts
/// @param farthest by how much an expert's mean activation differs at most, relative, where both saw as many tokens
record ImatrixDistance(double moved, double farthest) {

    static ImatrixDistance between(Path one, Path other) throws IOException {
        ImatrixFile first = ImatrixFile.read(one);
        ImatrixFile second = ImatrixFile.read(other);
        if (!first.tensors().equals(second.tensors())) {
            throw new IllegalArgumentException(
                    one + " and " + other + " are not of the same tensors: they are of different models");
        }
        double moved = 0;
        double routed = 0;
        double farthest = 0;
        for (String tensor : first.tensors()) {
            List<Long> tokens = first.tokens(tensor).orElseThrow();
            List<Long> others = second.tokens(tensor).orElseThrow();
            float[] weights = first.slice(tensor).orElseThrow();
            float[] otherWeights = second.slice(tensor).orElseThrow();
            int row = weights.length / tokens.size();
            boolean routes = tokens.size() > 1;
            for (int expert = 0; expert < tokens.size(); expert++) {
                // one that goes elsewhere is missing here and too many there
                moved += routes ? Math.abs(tokens.get(expert) - others.get(expert)) / 2.0 : 0;
                routed += routes ? tokens.get(expert) : 0;
                if (tokens.get(expert).equals(others.get(expert))) {
                    double ratio = sum(weights, expert * row, row) / sum(otherWeights, expert * row, row);
                    farthest = Math.max(farthest, Math.abs(ratio - 1));
                }
            }
        }
        return new ImatrixDistance(routed == 0 ? 0 : moved / routed, farthest);
    }

    private static double sum(float[] values, int from, int count) {
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += values[i];
        }
        return sum;
    }
}
