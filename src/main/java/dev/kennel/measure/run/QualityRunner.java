package dev.kennel.measure.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;

import dev.kennel.device.run.Builds;
import dev.kennel.llama.Llama;
import dev.kennel.llama.Model;
import dev.kennel.measure.LogitsShape;
import dev.kennel.measure.Quality;
import dev.kennel.measure.QualityReport;
import dev.kennel.measure.QualityTask;
import dev.kennel.worker.Reporter;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.TaskRunner;

/// Compares a quant with its base's stored probabilities.
final class QualityRunner implements TaskRunner<QualityTask, QualityReport> {

    private final Llama llama;
    private final KeptModel kept;

    QualityRunner(Llama llama, KeptModel kept) {
        this.llama = llama;
        this.kept = kept;
    }

    @Override
    public QualityReport run(QualityTask task, Reporter reporter) throws IOException, TaskFailure {
        try (LogitsFile base = open(task.base())) {
            Model model = kept.of(llama, task.shards(), task.settings().device(), reporter);
            requireVocabulary(base.shape(), model.vocabulary().size());
            requireContext(base.shape(), task);
            LogitsShape shape = asked(base.shape(), task);
            try (var reader = new ChunkReader(model, shape, task.settings())) {
                var comparing = new Comparing(base, shape, reporter);
                reader.read(chunks(base, shape.chunks()), comparing);
                Quality quality = Quality.of(comparing.scores());
                requireNumbers(quality);
                write(task.series(), comparing.scores().kld());
                return new QualityReport(
                        shape, quality, Builds.of(llama, task.settings().device()));
            }
        }
    }

    private static LogitsFile open(Path file) throws IOException, TaskFailure {
        try {
            return LogitsFile.open(file);
        } catch (LogitsFormatException e) {
            throw new TaskFailure(e.getMessage(), e);
        }
    }

    private static void requireVocabulary(LogitsShape shape, int vocabulary) throws TaskFailure {
        if (shape.vocabulary() != vocabulary) {
            throw new TaskFailure(
                    "The model has " + vocabulary + " tokens in its vocabulary and the base's logits have "
                            + shape.vocabulary() + ": they are not of the same family.");
        }
    }

    private static void requireContext(LogitsShape shape, QualityTask task) throws TaskFailure {
        if (shape.contextLength() != task.settings().contextLength()) {
            throw new TaskFailure("The base's logits were made with chunks of " + shape.contextLength()
                    + " tokens; this measurement asks for " + task.settings().contextLength() + ".");
        }
    }

    /// The first chunks of the base's, as many as the measurement asks for.
    private static LogitsShape asked(LogitsShape base, QualityTask task) {
        int most = task.settings().chunks().orElse(base.chunks());
        return new LogitsShape(base.contextLength(), base.vocabulary(), Math.min(most, base.chunks()));
    }

    private static List<int[]> chunks(LogitsFile base, int count) {
        return IntStream.range(0, count).mapToObj(base::tokens).toList();
    }

    private static void requireNumbers(Quality quality) throws TaskFailure {
        if (!Double.isFinite(quality.kld().value())
                || !Double.isFinite(quality.perplexity().value())) {
            throw new TaskFailure(
                    "Its predictions are no numbers (KL divergence %s, perplexity %s): the file is broken, or the device computes wrongly."
                            .formatted(
                                    quality.kld().value(), quality.perplexity().value()));
        }
    }

    private static void write(Path series, float[] klds) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(klds.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(klds);
        Files.write(series, bytes.array(), StandardOpenOption.CREATE_NEW);
    }
}
