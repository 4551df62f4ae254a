package dev.kennel.steer;

import java.nio.file.Path;
import java.util.List;

/// Loads a file that questions are put to, steered and unsteered, and leaves it loaded for the tasks that follow.
///
/// @param shards of the file, in order
/// @param blocks that the model has
/// @param vectors that it can be steered by, files of control vectors
/// @param threads of llama.cpp
/// @param device that the file is computed on
public record MixLoadTask(List<Path> shards, int blocks, List<Path> vectors, int threads, String device)
        implements SteerTask<MixLoaded> {

    public MixLoadTask {
        shards = List.copyOf(shards);
        vectors = List.copyOf(vectors);
    }

    @Override
    public Class<MixLoaded> resultType() {
        return MixLoaded.class;
    }
}
