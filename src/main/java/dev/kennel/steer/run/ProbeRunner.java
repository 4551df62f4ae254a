package dev.kennel.steer.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.kennel.device.run.Builds;
import dev.kennel.llama.Llama;
import dev.kennel.llama.Model;
import dev.kennel.steer.ProbeReport;
import dev.kennel.steer.ProbeReport.Scored;
import dev.kennel.steer.ProbeTask;
import dev.kennel.steer.ProbeTask.Question;
import dev.kennel.steer.ProbesScored;
import dev.kennel.steer.ScaledVector;
import dev.kennel.worker.Reporter;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.TaskRunner;

/// Scores some probes. The file is loaded once, also when there is nothing to ask.
final class ProbeRunner implements TaskRunner<ProbeTask, ProbeReport> {

    private final Llama llama;

    ProbeRunner(Llama llama) {
        this.llama = llama;
    }

    @Override
    public ProbeReport run(ProbeTask task, Reporter reporter) throws IOException, TaskFailure {
        try (Model model = llama.loadModel(task.shards(), task.settings().device())) {
            List<List<TokenPair>> tokens = new ArrayList<>();
            for (Question question : task.questions()) {
                tokens.add(TokenPair.of(model, question.pairs(), Optional.empty()));
            }
            List<Scored> scored = tokens.isEmpty() ? List.of() : scored(task, reporter, model, tokens);
            return new ProbeReport(scored, Builds.of(llama, task.settings().device()));
        }
    }

    private static List<Scored> scored(ProbeTask task, Reporter reporter, Model model, List<List<TokenPair>> tokens)
            throws IOException {
        int longest = tokens.stream()
                .flatMap(List::stream)
                .mapToInt(TokenPair::length)
                .max()
                .orElseThrow();
        try (var opened = ProbeContext.of(model, task.settings().together() * longest, task.settings())) {
            var reader = new ProbeReader(
                    opened, task.settings().together(), done -> reporter.progress(new ProbesScored(done)));
            var steered = new SteeredContext(opened.context(), task.blocks());
            List<Scored> scored = new ArrayList<>();
            for (int i = 0; i < tokens.size(); i++) {
                scored.add(scored(task.questions().get(i), tokens.get(i), reader, steered));
            }
            return scored;
        }
    }

    private static Scored scored(Question question, List<TokenPair> tokens, ProbeReader reader, SteeredContext steered)
            throws IOException {
        List<double[]> rows = new ArrayList<>();
        for (List<ScaledVector> push : question.pushes()) {
            if (push.isEmpty()) {
                steered.steerNoMore();
            } else {
                steered.steer(ScaledVector.sum(push), 1);
            }
            rows.add(reader.margins(tokens));
        }
        return new Scored(rows.toArray(double[][]::new));
    }
}
