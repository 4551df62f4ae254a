package dev.kennel.steer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.kennel.gguf.ControlVectorFile;

/// A control vector with what it is multiplied by. llama.cpp adds several up.
///
/// @param vector its GGUF
public record ScaledVector(Path vector, double factor) {

    /// What is added to the output of each block in all, by block.
    ///
    /// @param vectors of the same model
    /// @throws dev.kennel.gguf.GgufFormatException when one is no control vector
    public static SortedMap<Integer, float[]> sum(List<ScaledVector> vectors) throws IOException {
        var sum = new TreeMap<Integer, float[]>();
        for (ScaledVector scaled : vectors) {
            add(sum, ControlVectorFile.read(scaled.vector()).directions(), scaled.factor());
        }
        return sum;
    }

    /// Adds directions to a sum, each multiplied by a factor.
    ///
    /// @param sum by block
    public static void add(SortedMap<Integer, float[]> sum, SortedMap<Integer, float[]> directions, double factor) {
        directions.forEach((block, direction) -> {
            float[] all = sum.computeIfAbsent(block, _ -> new float[direction.length]);
            for (int i = 0; i < direction.length; i++) {
                all[i] += (float) (factor * direction[i]);
            }
        });
    }
}
