package dev.kennel.steer;

import java.nio.file.Path;
import java.util.List;

/// Reads a text or a prompt and keeps what comes out of every block for every token. Tells a [TokensCaptured] now and
/// then.
///
/// @param shards of the file that reads, in order
/// @param tensor that holds the residual stream after a block, before the block's number
/// @param blocks that the model has
/// @param input what is read
/// @param mostTokens that are read
/// @param contextLength tokens that are read as one; the context is forgotten between
/// @param threads of llama.cpp
/// @param device that the file is computed on
/// @param target where the vectors go; it is not there before
public record ActivationsTask(
        List<Path> shards,
        String tensor,
        int blocks,
        Input input,
        int mostTokens,
        int contextLength,
        int threads,
        String device,
        ActivationFormat format,
        Path target)
        implements SteerTask<ActivationsReport> {

    public ActivationsTask {
        shards = List.copyOf(shards);
    }

    /// What is read.
    ///
    /// @param words the text itself
    /// @param prompt whether it is a user's, read with the model's chat template up to where it would answer
    public record Input(String words, boolean prompt) {}

    @Override
    public Class<ActivationsReport> resultType() {
        return ActivationsReport.class;
    }
}
