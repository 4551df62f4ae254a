package dev.kennel.device;

import java.nio.file.Path;
import java.util.List;

/// Lets a model continue a text on a device, with the likeliest token each time.
///
/// @param shards of the model, in order
/// @param tokens of the answer at most
/// @param device its name, or [Device#CPU]
public record AnswerTask(List<Path> shards, String prompt, int tokens, int threads, String device)
        implements DeviceTask<Answer> {

    public AnswerTask {
        shards = List.copyOf(shards);
    }

    @Override
    public Class<Answer> resultType() {
        return Answer.class;
    }
}
