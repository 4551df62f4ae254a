package dev.kennel.measure.run;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;

import dev.kennel.device.run.Builds;
import dev.kennel.gguf.ImatrixWriter;
import dev.kennel.llama.Context;
import dev.kennel.llama.ContextShape;
import dev.kennel.llama.Llama;
import dev.kennel.llama.Model;
import dev.kennel.llama.TokenBatch;
import dev.kennel.measure.EvaluationSettings;
import dev.kennel.measure.ImatrixChunks;
import dev.kennel.measure.ImatrixReport;
import dev.kennel.measure.ImatrixTask;
import dev.kennel.measure.LogitsShape;
import dev.kennel.worker.Reporter;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.TaskRunner;

/// Computes importance matrices.
final class ImatrixRunner implements TaskRunner<ImatrixTask, ImatrixReport> {

    private final Llama llama;

    ImatrixRunner(Llama llama) {
        this.llama = llama;
    }

    @Override
    public ImatrixReport run(ImatrixTask task, Reporter reporter) throws IOException, TaskFailure {
        try (Model model = llama.loadModel(task.shards(), task.settings().device())) {
            int[] tokens = TextTokens.of(model, task.text());
            EvaluationSettings settings = task.settings();
            LogitsShape shape = TextTokens.shape(settings, model.vocabulary().size(), tokens.length);
            var collector = new ImatrixCollector();
            read(model, TextTokens.chunks(tokens, shape), settings, collector, reporter);
            ImatrixWriter.write(
                    task.target(), task.dataset(), shape.chunks(), shape.contextLength(), collector.entries());
            return new ImatrixReport(
                    shape.chunks(),
                    collector.entries().size(),
                    Builds.of(llama, task.settings().device()));
        }
    }

    private static void read(
            Model model,
            List<int[]> chunks,
            EvaluationSettings settings,
            ImatrixCollector collector,
            Reporter reporter) {
        int together = settings.sequences();
        int capacity = Math.min(settings.batch(), together * settings.contextLength());
        OptionalInt headToken = model.vocabulary().headToken();
        var shape = new ContextShape(settings.contextLength(), together, capacity, settings.microBatch());
        try (Context context = model.newContext(shape, settings.threads(), collector);
                var batch = new TokenBatch(capacity)) {
            for (int first = 0; first < chunks.size(); first += together) {
                List<int[]> group = chunks.subList(first, Math.min(first + together, chunks.size()));
                context.clear();
                for (int from = 0; from < settings.contextLength(); from += settings.batch()) {
                    int to = Math.min(from + settings.batch(), settings.contextLength());
                    fill(batch, group, from, to, headToken);
                    context.decode(batch);
                }
                reporter.progress(new ImatrixChunks(first + group.size(), chunks.size()));
            }
        }
    }

    /// Logits are asked for after every token, or llama.cpp would leave out the last layer's work for the others.
    private static void fill(TokenBatch batch, List<int[]> chunks, int from, int to, OptionalInt headToken) {
        batch.clear();
        for (int sequence = 0; sequence < chunks.size(); sequence++) {
            int[] tokens = chunks.get(sequence);
            for (int position = from; position < to; position++) {
                int token = position == 0 ? headToken.orElse(tokens[0]) : tokens[position];
                batch.add(token, position, sequence, true);
            }
        }
    }
}
