package dev.kennel.measure.run;

import java.io.IOException;

import dev.kennel.device.run.Builds;
import dev.kennel.llama.Llama;
import dev.kennel.llama.Model;
import dev.kennel.measure.BaseLogits;
import dev.kennel.measure.BaseLogitsTask;
import dev.kennel.measure.LogitsShape;
import dev.kennel.worker.Reporter;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.TaskRunner;

/// Stores what a base model says of a text.
final class BaseLogitsRunner implements TaskRunner<BaseLogitsTask, BaseLogits> {

    private final Llama llama;
    private final KeptModel kept;

    BaseLogitsRunner(Llama llama, KeptModel kept) {
        this.llama = llama;
        this.kept = kept;
    }

    @Override
    public BaseLogits run(BaseLogitsTask task, Reporter reporter) throws IOException, TaskFailure {
        Model model = kept.of(llama, task.shards(), task.settings().device(), reporter);
        int[] tokens = TextTokens.of(model, task.text());
        LogitsShape shape = TextTokens.shape(task.settings(), model.vocabulary().size(), tokens.length);
        try (var writer = LogitsWriter.create(
                        task.target(), shape, task.settings().sequences(), tokens);
                var reader = new ChunkReader(model, shape, task.settings())) {
            var storing = new Storing(shape, writer, reporter);
            reader.read(TextTokens.chunks(tokens, shape), storing);
            return new BaseLogits(
                    shape,
                    storing.perplexity(),
                    Builds.of(llama, task.settings().device()));
        }
    }
}
