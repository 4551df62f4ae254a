package dev.kennel.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

import dev.kennel.device.Answer;
import dev.kennel.device.Device;
import dev.kennel.measure.Estimate;
import dev.kennel.measure.Quality;
import dev.kennel.measure.Rates;
import dev.kennel.measure.Speed;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.WorkerDied;

/// One model on the CPU, and on each device against that.
final class ModelCheck {

    /// Nats. Another order of the same additions gives 0.0005 at most; a wrong kernel far more than this.
    private static final double FARTHEST = 0.01;

    /// Of importance matrices, relative. Two CPU variants differ by less than 0.01.
    private static final double FARTHEST_IMATRIX = 0.05;

    private static final double MEBIBYTE = 1024 * 1024;

    private final Path model;
    private final Path text;
    private final Path logits;
    private final Path imatrix;
    private final boolean software;
    private final PrintStream out;
    private final Answer answer;
    private final Speed speed;

    /// Runs it on the CPU.
    ///
    /// @param directory for what is stored meanwhile
    ModelCheck(Path model, Path text, Path directory, boolean software, PrintStream out)
            throws IOException, TaskFailure, WorkerDied {
        this.model = model;
        this.text = text;
        this.logits = directory.resolve(model.getFileName() + ".logits");
        this.imatrix = directory.resolve(model.getFileName() + ".imatrix");
        this.software = software;
        this.out = out;
        try (var cpu = new DeviceTrial(model, text, Device.CPU, software)) {
            this.answer = cpu.answer();
            cpu.store(logits);
            cpu.weigh(imatrix);
            this.speed = cpu.speed();
        }
    }

    /// Runs it on a device and prints what was found.
    ///
    /// @return whether all went well
    boolean passes(Device device) throws IOException {
        out.printf("%n%s on %s%n", model.getFileName(), device.name());
        try (var trial = new DeviceTrial(model, text, device.name(), software)) {
            try {
                return tell(trial, device);
            } catch (TaskFailure e) {
                return failed(e.getMessage());
            } catch (WorkerDied e) {
                trial.lastLines().forEach(line -> out.println("    " + line));
                return failed(e.getMessage());
            }
        }
    }

    private boolean tell(DeviceTrial trial, Device device) throws IOException, TaskFailure, WorkerDied {
        tell("reads, times", "%s", trial.terms());
        tellAnswer(trial.answer());
        Quality quality = trial.compare(logits);
        tell(
                "divergence",
                "KLD %.6f ± %.6f nat from the CPU over %s tokens, same top token %.2f %%",
                quality.kld().value(),
                quality.kld().error(),
                quality.tokens(),
                100 * quality.sameTop().value());
        ImatrixDistance distance = distance(trial, device);
        tell(
                "imatrix",
                "%.2f %% of the tokens routed elsewhere than on the CPU; otherwise the weights %.3f %% apart at most",
                100 * distance.moved(),
                100 * distance.farthest());
        Speed found = trial.speed();
        tell("loads in", "%.3f s, on the CPU %.3f s", found.loadSeconds(), speed.loadSeconds());
        tellRates("reads", found.prompt(), speed.prompt());
        tellRates("writes", found.generation(), speed.generation());
        long onDevice = found.memory().on(device.name());
        tell(
                "memory",
                "%.1f MiB allocated, %.1f of them on %s; on the CPU %.1f",
                found.memory().allocated() / MEBIBYTE,
                onDevice / MEBIBYTE,
                device.name(),
                speed.memory().allocated() / MEBIBYTE);
        return verdict(quality.kld(), distance, onDevice, device);
    }

    private ImatrixDistance distance(DeviceTrial trial, Device device) throws IOException, TaskFailure, WorkerDied {
        Path found = imatrix.resolveSibling(imatrix.getFileName() + "." + device.name());
        trial.weigh(found);
        return ImatrixDistance.between(imatrix, found);
    }

    private void tellAnswer(Answer found) {
        boolean same = found.tokens().equals(answer.tokens());
        tell("answers", same ? "as the CPU: \"%s\"" : "\"%s\", the CPU \"%s\"", found.text(), answer.text());
        tell("logits", "after the prompt apart by %.5f at most", found.farthestLogit(answer));
    }

    private void tellRates(String what, Rates found, Rates cpu) {
        tell(
                what,
                "%.1f ± %.1f tokens a second, the CPU %.1f ± %.1f: %.2f times as many",
                found.mean(),
                found.deviation(),
                cpu.mean(),
                cpu.deviation(),
                found.mean() / cpu.mean());
    }

    private boolean verdict(Estimate kld, ImatrixDistance imatrix, long onDevice, Device device) {
        // written so that no number fails too
        if (!(kld.value() < FARTHEST)) {
            return failed("it diverges from the CPU by more than " + FARTHEST + " nat");
        }
        if (!(imatrix.moved() < FARTHEST_IMATRIX && imatrix.farthest() < FARTHEST_IMATRIX)) {
            return failed("its importance matrix is not that of the CPU: more than " + FARTHEST_IMATRIX + " apart");
        }
        if (onDevice == 0) {
            return failed("nothing of the model was put on " + device.name());
        }
        tell("verdict", "passed");
        return true;
    }

    private boolean failed(String reason) {
        tell("verdict", "FAILED: %s", reason);
        return false;
    }

    private void tell(String what, String format, Object... values) {
        out.printf(
                "  %-12s %s%n", what, String.format(Locale.ROOT, format, values).replace("\n", "\\n"));
    }
}
