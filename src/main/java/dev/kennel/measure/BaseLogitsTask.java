package dev.kennel.measure;

import java.nio.file.Path;
import java.util.List;

/// Reads a text with a base model and stores its probabilities as a file of `llama-perplexity --save-all-logits`. Tells
/// a [ChunkScored] after each chunk.
///
/// @param shards of the model, in order
/// @param target where the file goes; it is not there before
public record BaseLogitsTask(List<Path> shards, EvaluationText text, EvaluationSettings settings, Path target)
        implements MeasureTask<BaseLogits> {

    public BaseLogitsTask {
        shards = List.copyOf(shards);
    }

    @Override
    public Class<BaseLogits> resultType() {
        return BaseLogits.class;
    }
}
