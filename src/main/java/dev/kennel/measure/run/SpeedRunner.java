package dev.kennel.measure.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.kennel.device.run.Builds;
import dev.kennel.llama.BufferUse;
import dev.kennel.llama.Context;
import dev.kennel.llama.ContextShape;
import dev.kennel.llama.Llama;
import dev.kennel.llama.Model;
import dev.kennel.llama.Vocabulary;
import dev.kennel.measure.MemoryUse;
import dev.kennel.measure.Rates;
import dev.kennel.measure.Speed;
import dev.kennel.measure.SpeedSettings;
import dev.kennel.measure.SpeedStep;
import dev.kennel.measure.SpeedTask;
import dev.kennel.worker.Reporter;
import dev.kennel.worker.TaskRunner;

/// Times models with llama-bench's definitions: random tokens after the vocabulary's head token, a context of its own
/// for prompt and for generation, cleared before each repetition, one run to warm up. Loads the model itself: how long
/// that takes and what memory it costs are figures too.
final class SpeedRunner implements TaskRunner<SpeedTask, Speed> {

    private static final double NANOS = 1e9;

    private final Llama llama;
    private final KeptModel kept;

    SpeedRunner(Llama llama, KeptModel kept) {
        this.llama = llama;
        this.kept = kept;
    }

    @Override
    public Speed run(SpeedTask task, Reporter reporter) {
        kept.release();
        ResidentMemory memory = ResidentMemory.watch();
        long started = System.nanoTime();
        try (Model model = llama.loadModel(task.shards(), task.settings().device())) {
            double loadSeconds = (System.nanoTime() - started) / NANOS;
            var bench = new Bench(model, task.settings(), reporter);
            Rates prompt = bench.prompt();
            Rates generation = bench.generation();
            return new Speed(
                    prompt,
                    generation,
                    loadSeconds,
                    bench.longest(),
                    memory(model, bench.buffers(), memory.risen()),
                    Builds.of(llama, task.settings().device()));
        }
    }

    private static MemoryUse memory(Model model, List<BufferUse> context, long peak) {
        List<BufferUse> all =
                Stream.concat(model.buffers().stream(), context.stream()).toList();
        Map<BufferUse.Purpose, Long> byPurpose = all.stream()
                .collect(Collectors.groupingBy(BufferUse::purpose, Collectors.summingLong(BufferUse::bytes)));
        Map<String, Long> byDevice = all.stream()
                .collect(Collectors.groupingBy(BufferUse::device, Collectors.summingLong(BufferUse::bytes)));
        return new MemoryUse(
                byPurpose.getOrDefault(BufferUse.Purpose.MODEL, 0L),
                byPurpose.getOrDefault(BufferUse.Purpose.CONTEXT, 0L),
                byPurpose.getOrDefault(BufferUse.Purpose.COMPUTE, 0L),
                peak,
                byDevice);
    }

    /// One model's timing.
    private static final class Bench {

        private final Model model;
        private final Vocabulary vocabulary;
        private final SpeedSettings settings;
        private final Reporter reporter;
        private final Random random = new Random(0);
        private List<BufferUse> buffers = List.of();
        private long tokens;

        Bench(Model model, SpeedSettings settings, Reporter reporter) {
            this.model = model;
            this.vocabulary = model.vocabulary();
            this.settings = settings;
            this.reporter = reporter;
        }

        /// The longer of the two contexts.
        int longest() {
            return settings.depth() + Math.max(settings.prompt(), settings.generation());
        }

        /// Of the context that took the most.
        List<BufferUse> buffers() {
            return buffers;
        }

        Rates prompt() {
            try (Context context = context(settings.prompt())) {
                read(context, settings.prompt());
                return timed(context, settings.prompt(), () -> read(context, settings.prompt()));
            }
        }

        Rates generation() {
            try (Context context = context(settings.generation())) {
                generate(context, 1);
                return timed(context, settings.generation(), () -> generate(context, settings.generation()));
            }
        }

        private Context context(int length) {
            int all = settings.depth() + length;
            var shape = new ContextShape(all, 1, Math.min(settings.batch(), all), settings.microBatch());
            Context context = model.newContext(shape, settings.threads());
            if (bytes(context.buffers()) > bytes(buffers)) {
                buffers = context.buffers();
            }
            return context;
        }

        private static long bytes(List<BufferUse> buffers) {
            return buffers.stream().mapToLong(BufferUse::bytes).sum();
        }

        private Rates timed(Context context, int length, Runnable work) {
            List<Double> samples = new ArrayList<>();
            for (int repetition = 0; repetition < settings.repetitions(); repetition++) {
                context.clear();
                if (settings.depth() > 0) {
                    read(context, settings.depth());
                }
                long started = System.nanoTime();
                work.run();
                samples.add(length * NANOS / (System.nanoTime() - started));
                tokens += length + settings.depth();
                reporter.progress(new SpeedStep(tokens));
            }
            return Rates.of(samples);
        }

        private void read(Context context, int length) {
            for (int done = 0; done < length; done += settings.batch()) {
                int[] batch = random.ints(Math.min(settings.batch(), length - done), 0, vocabulary.size())
                        .toArray();
                if (done == 0) {
                    batch[0] = vocabulary.headToken().orElse(batch[0]);
                }
                context.read(batch);
            }
        }

        private void generate(Context context, int length) {
            int token = vocabulary.headToken().orElse(random.nextInt(vocabulary.size()));
            for (int i = 0; i < length; i++) {
                context.read(token);
                token = random.nextInt(vocabulary.size());
            }
        }
    }
}
