package dev.kennel.measure;

import java.nio.file.Path;
import java.util.List;

/// Counts the tokens that a text has for a model. Loads its vocabulary only.
///
/// @param shards of the model, in order
public record CountTokensTask(List<Path> shards, EvaluationText text) implements MeasureTask<TokensCounted> {

    public CountTokensTask {
        shards = List.copyOf(shards);
    }

    @Override
    public Class<TokensCounted> resultType() {
        return TokensCounted.class;
    }
}
