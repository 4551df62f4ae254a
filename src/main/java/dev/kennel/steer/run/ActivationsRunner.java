package dev.kennel.steer.run;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

import dev.kennel.device.run.Builds;
import dev.kennel.llama.Context;
import dev.kennel.llama.ContextShape;
import dev.kennel.llama.Llama;
import dev.kennel.llama.Model;
import dev.kennel.llama.TokenBatch;
import dev.kennel.steer.ActivationsReport;
import dev.kennel.steer.ActivationsTask;
import dev.kennel.steer.TokensCaptured;
import dev.kennel.worker.Reporter;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.TaskRunner;

/// Captures what comes out of a model's blocks.
final class ActivationsRunner implements TaskRunner<ActivationsTask, ActivationsReport> {

    private static final int MICRO_BATCH = 256;

    private final Llama llama;

    ActivationsRunner(Llama llama) {
        this.llama = llama;
    }

    @Override
    public ActivationsReport run(ActivationsTask task, Reporter reporter) throws IOException, TaskFailure {
        try (Model model = llama.loadModel(task.shards(), task.device())) {
            int[] tokens = tokens(model, task);
            int length = Math.min(task.contextLength(), tokens.length);
            var shape = new ContextShape(length, 1, length, Math.min(length, MICRO_BATCH));
            try (var capturing = new Capturing(task, tokens.length);
                    Context context = model.newContext(shape, task.threads(), task.tensor(), capturing);
                    var batch = new TokenBatch(length)) {
                for (int from = 0; from < tokens.length; from += length) {
                    int to = Math.min(from + length, tokens.length);
                    read(context, batch, Arrays.copyOfRange(tokens, from, to));
                    reporter.progress(new TokensCaptured(to, tokens.length));
                }
                return new ActivationsReport(
                        tokens.length, capturing.width(), capturing.summaries(), Builds.of(llama, task.device()));
            }
        }
    }

    private static int[] tokens(Model model, ActivationsTask task) throws TaskFailure {
        int[] tokens = task.input().prompt()
                ? TokenPair.prompt(model, Optional.empty(), task.input().words())
                : model.vocabulary().tokenize(task.input().words(), true, false);
        if (tokens.length == 0) {
            throw new TaskFailure("The text has no token in this model's vocabulary.");
        }
        return Arrays.copyOf(tokens, Math.min(tokens.length, task.mostTokens()));
    }

    /// Logits are asked for after every token, or llama.cpp would leave out the last block's work for the others.
    private static void read(Context context, TokenBatch batch, int[] tokens) {
        context.clear();
        batch.clear();
        for (int position = 0; position < tokens.length; position++) {
            batch.add(tokens[position], position, 0, true);
        }
        context.decode(batch);
    }
}
