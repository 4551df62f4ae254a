package dev.kennel.measure;

import java.nio.file.Path;
import java.util.List;

/// Computes an importance matrix from a text, as `llama-imatrix` does. Tells an [ImatrixChunks] after each batch.
///
/// @param shards of the model, in order
/// @param dataset the text's name, for the file
/// @param target where the GGUF goes; it is not there before
public record ImatrixTask(
        List<Path> shards, EvaluationText text, String dataset, EvaluationSettings settings, Path target)
        implements MeasureTask<ImatrixReport> {

    public ImatrixTask {
        shards = List.copyOf(shards);
    }

    @Override
    public Class<ImatrixReport> resultType() {
        return ImatrixReport.class;
    }
}
