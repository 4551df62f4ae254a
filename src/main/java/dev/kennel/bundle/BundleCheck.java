package dev.kennel.bundle;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.kennel.bundle.BundleManifest.Steering;
import dev.kennel.bundle.KnownAnswers.Answer;
import dev.kennel.bundle.KnownAnswers.FeatureProbes;
import dev.kennel.device.Device;
import dev.kennel.gguf.ControlVectorFile;
import dev.kennel.gguf.GgufFiles;
import dev.kennel.gguf.ModelFacts;
import dev.kennel.steer.ProbeReport;
import dev.kennel.steer.ProbeReport.Scored;
import dev.kennel.steer.ProbeTask;
import dev.kennel.steer.ProbeTask.Question;
import dev.kennel.steer.ResponseSettings;
import dev.kennel.steer.ScaledVector;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.WorkerDied;
import dev.kennel.worker.WorkerListener;
import dev.kennel.worker.WorkerProcess;

/// Loads a bundle's quant and asks the probes whose answers are known: without a vector, with each as it was recorded,
/// and with all of them as the bundle's script sets them.
public final class BundleCheck {

    private final BundleFolder bundle;
    private final PrintStream out;

    /// @param out hears of each feature in a few lines
    public BundleCheck(BundleFolder bundle, PrintStream out) {
        this.bundle = bundle;
        this.out = out;
    }

    /// What became of it.
    ///
    /// @param features whose probes were asked
    /// @param failed of these, those with an answer that is another, or a vector that changes nothing
    public record Outcome(int features, int failed) {

        public boolean passed() {
            return failed == 0;
        }
    }

    /// @throws TaskFailure when the quant cannot be loaded
    /// @throws WorkerDied when llama.cpp gave up on it
    /// @throws BundleFault when a vector is none, or not for the quant
    public Outcome run(WorkerProcess worker) throws BundleFault, IOException, TaskFailure, WorkerDied {
        ModelFacts facts = ModelFacts.of(GgufFiles.open(bundle.quant()));
        List<FeatureProbes> features = bundle.answers().features();
        for (FeatureProbes probes : features) {
            requireFit(probes.vector(), facts);
        }
        var task = new ProbeTask(
                List.of(bundle.quant()),
                Math.toIntExact(facts.blockCount()),
                features.stream().map(this::question).toList(),
                new ResponseSettings(
                        ResponseSettings.STRENGTHS,
                        ResponseSettings.DEFAULT_TOGETHER,
                        Runtime.getRuntime().availableProcessors(),
                        Device.CPU));
        ProbeReport report = worker.run(task, WorkerListener.deaf());
        say(
                "%s of %s loads in llama.cpp %s, CPU library %s",
                bundle.manifest().quant(),
                bundle.manifest().model(),
                report.llama().version(),
                report.llama().cpuVariant());
        if (features.isEmpty()) {
            say("it has no control vector, so that there is no probe to ask");
        }
        int failed = 0;
        for (int i = 0; i < features.size(); i++) {
            failed += passes(features.get(i), report.scored().get(i)) ? 0 : 1;
        }
        return new Outcome(features.size(), failed);
    }

    private void requireFit(String vector, ModelFacts facts) throws BundleFault, IOException {
        Optional<String> mismatch = ControlVectorFile.read(path(vector)).mismatch(facts);
        if (mismatch.isPresent()) {
            throw new BundleFault(vector + " is not for this quant: " + mismatch.get() + ".");
        }
    }

    private Question question(FeatureProbes probes) {
        List<List<ScaledVector>> pushes = new ArrayList<>();
        for (Answer answer : probes.answers()) {
            pushes.add(
                    answer.factor() == 0
                            ? List.of()
                            : List.of(new ScaledVector(path(probes.vector()), answer.factor())));
        }
        pushes.add(asSet());
        return new Question(probes.pairs(), pushes);
    }

    private List<ScaledVector> asSet() {
        return bundle.manifest().steering().stream()
                .map(steering -> new ScaledVector(path(steering.vector()), steering.strength()))
                .toList();
    }

    private Path path(String within) {
        return bundle.directory().resolve(within);
    }

    private boolean passes(FeatureProbes probes, Scored scored) {
        say("%s, %s:", probes.feature(), probes.vector());
        boolean same = true;
        double[] unsteered = null;
        boolean engaged = true;
        for (int i = 0; i < probes.answers().size(); i++) {
            Answer answer = probes.answers().get(i);
            double[] found = scored.margins()[i];
            if (answer.factor() == 0) {
                unsteered = found;
            } else {
                engaged &= !Arrays.equals(found, unsteered);
            }
            same &= tell(answer, found);
        }
        tellAsSet(probes.feature(), scored.margins()[probes.answers().size()]);
        if (!engaged) {
            say("  the vector does not engage: with it and without it the answers are the same");
        }
        say("  %s", same && engaged ? "as it was recorded" : "NOT as it was recorded");
        return same && engaged;
    }

    private boolean tell(Answer answer, double[] found) {
        boolean all = found.length == answer.margins().length;
        for (int probe = 0; probe < Math.min(found.length, answer.margins().length); probe++) {
            double expected = answer.margins()[probe];
            double tolerance = bundle.answers().tolerance(expected);
            boolean close = Math.abs(found[probe] - expected) <= tolerance;
            all &= close;
            say(
                    "  %s units, probe %d: expected %.3f ± %.3f nat, found %.3f%s",
                    number(answer.units()), probe + 1, expected, tolerance, found[probe], close ? "" : ": ANOTHER");
        }
        return all;
    }

    /// Nothing was recorded of it.
    private void tellAsSet(String feature, double[] found) {
        String settings = bundle.manifest().steering().stream()
                .filter(steering -> steering.feature().equals(feature))
                .findFirst()
                .map(Steering::setting)
                .map(BundleCheck::number)
                .orElse("?");
        say(
                "  as run.sh sets it (%s%s): %.3f on average",
                settings,
                bundle.manifest().steering().size() > 1 ? ", with the other features" : "",
                Arrays.stream(found).average().orElse(Double.NaN));
    }

    private static String number(double number) {
        return number == 0 ? "0" : String.format(Locale.ROOT, "%+.3f", number).replaceFirst("\\.?0+$", "");
    }

    private void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
