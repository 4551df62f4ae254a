package dev.kennel.measure;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Looks whether stored probabilities can be compared with what a model's quants say. Loads the model's vocabulary
/// only.
///
/// @param shards of the model, in order
/// @param logits a file of `llama-perplexity --save-all-logits`
/// @param text that they are said to be of, if any
public record CheckLogitsTask(List<Path> shards, Path logits, Optional<EvaluationText> text)
        implements MeasureTask<LogitsChecked> {

    public CheckLogitsTask {
        shards = List.copyOf(shards);
        text = text == null ? Optional.empty() : text;
    }

    @Override
    public Class<LogitsChecked> resultType() {
        return LogitsChecked.class;
    }
}
