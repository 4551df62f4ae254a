package dev.kennel.gguf;

import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;

/// What a control vector's file says of itself, without its numbers.
///
/// @param architecture that its maker had in mind
/// @param width numbers of each direction
/// @param norms Euclidean length of the direction of each block that has one, in order
/// @param facts how Kennel made it, without the prefix of their keys; empty for one from elsewhere
public record ControlVectorSummary(
        Optional<String> architecture, long width, SortedMap<Integer, Double> norms, SortedMap<String, String> facts) {

    public static ControlVectorSummary of(ControlVectorFile file) throws IOException {
        return new ControlVectorSummary(
                file.modelHint(), file.embeddingLength(), file.norms(), file.facts(ControlVectorFile.FACTS));
    }
}
