package dev.kennel.steer.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import dev.kennel.device.run.Builds;
import dev.kennel.llama.Context;
import dev.kennel.llama.ContextShape;
import dev.kennel.llama.Llama;
import dev.kennel.llama.Model;
import dev.kennel.llama.TokenBatch;
import dev.kennel.steer.Drive;
import dev.kennel.steer.ProbedFeature;
import dev.kennel.steer.ProbesScored;
import dev.kennel.steer.ResponseReport;
import dev.kennel.steer.ResponseReport.Asked;
import dev.kennel.steer.ResponseReport.Driven;
import dev.kennel.steer.ResponseTask;
import dev.kennel.worker.Reporter;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.TaskRunner;

/// Asks a file about features, as it is and steered. The file is loaded once.
final class ResponseRunner implements TaskRunner<ResponseTask, ResponseReport> {

    private static final int MICRO_BATCH = 512;

    private final Llama llama;

    ResponseRunner(Llama llama) {
        this.llama = llama;
    }

    @Override
    public ResponseReport run(ResponseTask task, Reporter reporter) throws IOException, TaskFailure {
        try (Model model = llama.loadModel(task.shards(), task.settings().device())) {
            List<FeatureTokens> features = new ArrayList<>();
            for (ProbedFeature feature : task.features()) {
                features.add(FeatureTokens.of(model, feature));
            }
            int room = room(features, task.settings().together());
            int sequences = 2 * task.settings().together();
            var shape = new ContextShape(Math.ceilDiv(room, sequences), sequences, room, MICRO_BATCH, true);
            try (Context context = model.newContext(shape, task.settings().threads());
                    var batch = new TokenBatch(room)) {
                return run(task, reporter, model, features, context, batch);
            }
        }
    }

    /// Tokens that are in the context at once, at most.
    private static int room(List<FeatureTokens> features, int together) {
        return features.stream()
                .mapToInt(feature -> feature.room(together))
                .max()
                .orElseThrow();
    }

    private ResponseReport run(
            ResponseTask task,
            Reporter reporter,
            Model model,
            List<FeatureTokens> features,
            Context context,
            TokenBatch batch)
            throws IOException, TaskFailure {
        var reader = new ProbeReader(
                context, batch, task.settings().together(), done -> reporter.progress(new ProbesScored(done)));
        List<Asked> asked = new ArrayList<>();
        for (FeatureTokens feature : features) {
            asked.add(new Asked(
                    reader.margins(feature.plain()),
                    reader.margins(feature.askedPositive()),
                    reader.margins(feature.askedNegative())));
        }
        var steered = new SteeredContext(context, task.blocks());
        var driver = new VectorDriver(task.settings(), model.vocabulary(), steered, batch, reader, features, asked);
        List<Driven> driven = new ArrayList<>();
        for (Drive drive : task.drives()) {
            driven.add(driver.drive(drive));
        }
        return new ResponseReport(
                asked, driven, reader.pace(), Builds.of(llama, task.settings().device()));
    }
}
