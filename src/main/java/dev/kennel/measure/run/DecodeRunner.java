package dev.kennel.measure.run;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

import dev.kennel.llama.Llama;
import dev.kennel.llama.Model;
import dev.kennel.measure.DecodeTask;
import dev.kennel.measure.LogitsShape;
import dev.kennel.worker.Reporter;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.TaskRunner;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

/// Decodes the chunks of a text and copies their logits.
final class DecodeRunner implements TaskRunner<DecodeTask, LogitsShape> {

    private final Llama llama;

    DecodeRunner(Llama llama) {
        this.llama = llama;
    }

    @Override
    public LogitsShape run(DecodeTask task, Reporter reporter) throws IOException, TaskFailure {
        try (Model model = llama.loadModel(task.shards(), task.settings().device())) {
            int[] tokens = TextTokens.of(model, task.text());
            LogitsShape shape =
                    TextTokens.shape(task.settings(), model.vocabulary().size(), tokens.length);
            try (var reader = new ChunkReader(model, shape, task.settings())) {
                reader.read(TextTokens.chunks(tokens, shape), new Copying(shape.vocabulary()));
            }
            return shape;
        }
    }

    /// One copy a thread is overwritten again and again.
    private static final class Copying implements ChunkReader.Scorer {

        private final ThreadLocal<float[]> copies;

        Copying(int vocabulary) {
            this.copies = ThreadLocal.withInitial(() -> new float[vocabulary]);
        }

        @Override
        public void score(int chunk, int scored, int next, MemorySegment logits) {
            float[] copy = copies.get();
            MemorySegment.copy(logits, JAVA_FLOAT, 0, copy, 0, copy.length);
        }

        @Override
        public void endChunk(int chunk) {}
    }
}
