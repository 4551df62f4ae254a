package dev.kennel.measure;

import java.nio.file.Path;
import java.util.List;

/// Compares a quant's predictions with its base's on the text whose probabilities are stored. Tells a [ChunkScored]
/// after each chunk.
///
/// @param shards of the quant, in order
/// @param base a file of `llama-perplexity --save-all-logits`
/// @param series where each token's divergence goes, a little-endian float each; it is not there before
public record QualityTask(List<Path> shards, Path base, EvaluationSettings settings, Path series)
        implements MeasureTask<QualityReport> {

    public QualityTask {
        shards = List.copyOf(shards);
    }

    @Override
    public Class<QualityReport> resultType() {
        return QualityReport.class;
    }
}
