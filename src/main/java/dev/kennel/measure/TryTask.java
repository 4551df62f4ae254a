package dev.kennel.measure;

import java.nio.file.Path;
import java.util.List;

/// Tries whether a runtime loads a model and writes with it. Tells a [RuntimeStarted] before the model is touched. A
/// worker tries one runtime and then ends: two would share a process that neither expects the other in.
///
/// @param shards of the model, in order
/// @param directory where the runtime may put files of its own
public record TryTask(List<Path> shards, TrialSettings settings, Path directory) implements MeasureTask<Trial> {

    public TryTask {
        shards = List.copyOf(shards);
    }

    @Override
    public Class<Trial> resultType() {
        return Trial.class;
    }
}
