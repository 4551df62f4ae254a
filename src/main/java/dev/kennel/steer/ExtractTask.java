package dev.kennel.steer;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

import dev.kennel.feature.Feature.Contrast;

/// Extracts a control vector: the model reads each conversation of both poles up to where it would answer, and what
/// its blocks give there is compared. Tells a [ConversationsRead] after each.
///
/// @param shards of the model, in order
/// @param architecture of the model
/// @param blocks that the model has
/// @param threads of llama.cpp
/// @param device that the model is computed on
/// @param facts keys that go into the file
/// @param target where the GGUF goes; it is not there before
public record ExtractTask(
        List<Path> shards,
        String architecture,
        int blocks,
        SteeringReach reach,
        Contrast contrast,
        Method method,
        int threads,
        String device,
        SortedMap<String, String> facts,
        Path target)
        implements SteerTask<ExtractReport> {

    public ExtractTask {
        shards = List.copyOf(shards);
    }

    @Override
    public Class<ExtractReport> resultType() {
        return ExtractReport.class;
    }
}
