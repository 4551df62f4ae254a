package dev.kennel.steer.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.kennel.device.run.Builds;
import dev.kennel.gguf.ControlVectorWriter;
import dev.kennel.llama.Context;
import dev.kennel.llama.ContextShape;
import dev.kennel.llama.Llama;
import dev.kennel.llama.Model;
import dev.kennel.steer.Directions;
import dev.kennel.steer.ExtractReport;
import dev.kennel.steer.ExtractReport.Direction;
import dev.kennel.steer.ExtractTask;
import dev.kennel.worker.Reporter;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.TaskRunner;

/// Extracts control vectors.
///
/// What all blocks give for all conversations is kept until the directions are known: conversations × blocks × width
/// floats, 280 MB for 720 conversations in a model of 48 blocks that is 2,048 wide.
final class ExtractRunner implements TaskRunner<ExtractTask, ExtractReport> {

    private final Llama llama;

    ExtractRunner(Llama llama) {
        this.llama = llama;
    }

    @Override
    public ExtractReport run(ExtractTask task, Reporter reporter) throws IOException, TaskFailure {
        try (Model model = llama.loadModel(task.shards(), task.device())) {
            Conversations conversations = Conversations.of(model, task.contrast());
            var observer = new LastTokens(task.reach().blocks());
            int length = conversations.longest();
            var shape = new ContextShape(length, 1, length, length);
            try (Context context =
                    model.newContext(shape, task.threads(), task.reach().tensor(), observer)) {
                var reading = new Reading(context, observer, task.reach().blocks(), reporter, conversations.pairs());
                Activations positive = reading.of(conversations.positive());
                Activations negative = reading.of(conversations.negative());
                SortedMap<Integer, float[]> directions = new TreeMap<>();
                List<Direction> described = new ArrayList<>();
                for (int block : task.reach().blocks()) {
                    double[] direction = direction(task, positive.of(block), negative.of(block));
                    described.add(new Direction(
                            block,
                            Directions.norm(direction),
                            Directions.separation(direction, positive.of(block), negative.of(block))));
                    directions.put(block, floats(direction));
                }
                double engaged = Engagement.of(
                        new SteeredContext(context, task.blocks()),
                        conversations.positive().getFirst(),
                        directions);
                ControlVectorWriter.write(task.target(), task.architecture(), task.blocks(), task.facts(), directions);
                return new ExtractReport(
                        conversations.pairs(),
                        conversations.tokens(),
                        described,
                        engaged,
                        Builds.of(llama, task.device()));
            }
        }
    }

    private static double[] direction(ExtractTask task, float[][] positive, float[][] negative) {
        return switch (task.method()) {
            case MEAN -> Directions.betweenMeans(positive, negative);
            case PCA -> Directions.principal(positive, negative);
        };
    }

    private static float[] floats(double[] numbers) {
        var floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }
}
