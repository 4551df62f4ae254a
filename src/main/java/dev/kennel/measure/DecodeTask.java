package dev.kennel.measure;

import java.nio.file.Path;
import java.util.List;

/// Reads a text as an evaluation does, copies the logits and does nothing else: what measuring is compared with.
///
/// @param shards of the model, in order
public record DecodeTask(List<Path> shards, EvaluationText text, EvaluationSettings settings)
        implements MeasureTask<LogitsShape> {

    public DecodeTask {
        shards = List.copyOf(shards);
    }

    @Override
    public Class<LogitsShape> resultType() {
        return LogitsShape.class;
    }
}
