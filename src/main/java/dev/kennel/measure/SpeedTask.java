package dev.kennel.measure;

import java.nio.file.Path;
import java.util.List;

/// Times a model as `llama-bench` does, and looks at the memory it takes. Tells a [SpeedStep] after each repetition.
///
/// @param shards of the model, in order
public record SpeedTask(List<Path> shards, SpeedSettings settings) implements MeasureTask<Speed> {

    public SpeedTask {
        shards = List.copyOf(shards);
    }

    @Override
    public Class<Speed> resultType() {
        return Speed.class;
    }
}
