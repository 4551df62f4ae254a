package dev.kennel.steer.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import dev.kennel.device.run.Builds;
import dev.kennel.llama.Llama;
import dev.kennel.llama.Model;
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
            try (var opened = ProbeContext.of(model, features, task.settings())) {
                return run(task, reporter, model, features, opened);
            }
        }
    }

    private ResponseReport run(
            ResponseTask task, Reporter reporter, Model model, List<FeatureTokens> features, ProbeContext opened)
            throws IOException, TaskFailure {
        var reader =
                new ProbeReader(opened, task.settings().together(), done -> reporter.progress(new ProbesScored(done)));
        List<Asked> asked = new ArrayList<>();
        for (FeatureTokens feature : features) {
            asked.add(new Asked(
                    reader.margins(feature.plain()),
                    reader.margins(feature.askedPositive()),
                    reader.margins(feature.askedNegative())));
        }
        var steered = new SteeredContext(opened.context(), task.blocks());
        var driver =
                new VectorDriver(task.settings(), model.vocabulary(), steered, opened.batch(), reader, features, asked);
        List<Driven> driven = new ArrayList<>();
        for (Drive drive : task.drives()) {
            driven.add(driver.drive(drive));
        }
        return new ResponseReport(
                asked, driven, reader.pace(), Builds.of(llama, task.settings().device()));
    }
}
