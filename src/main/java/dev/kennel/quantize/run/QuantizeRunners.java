package dev.kennel.quantize.run;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.function.Function;

import dev.kennel.blob.DiskFullException;
import dev.kennel.gguf.GgufFormatException;
import dev.kennel.llama.Llama;
import dev.kennel.llama.LlamaException;
import dev.kennel.llama.LogLine;
import dev.kennel.quantize.AssembleTask;
import dev.kennel.quantize.EncodeTask;
import dev.kennel.quantize.PlanTask;
import dev.kennel.quantize.ReferenceTask;
import dev.kennel.worker.Reporter;
import dev.kennel.worker.Task;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.TaskRunner;

/// What runs the tasks of quantizing, for the worker's main class. llama.cpp is loaded when the first task comes.
public final class QuantizeRunners {

    private QuantizeRunners() {}

    public static Map<Class<? extends Task<?>>, TaskRunner<?, ?>> all() {
        return Map.of(
                PlanTask.class, new OnLlama<>(PlanRunner::new),
                EncodeTask.class, new OnLlama<>(EncodeRunner::new),
                AssembleTask.class, new OnLlama<>(AssembleRunner::new),
                ReferenceTask.class, new OnLlama<>(ReferenceRunner::new));
    }

    /// Loads llama.cpp, passes its errors to the job's log, and turns refusals that a person can act on into task
    /// failures.
    private record OnLlama<T extends Task<R>, R>(Function<Llama, TaskRunner<T, R>> runner) implements TaskRunner<T, R> {

        @Override
        public R run(T task, Reporter reporter) throws Exception {
            try {
                Llama llama = Llama.configured();
                llama.logTo(line -> logErrors(line, reporter));
                return runner.apply(llama).run(task, reporter);
            } catch (LlamaException | GgufFormatException | DiskFullException e) {
                throw new TaskFailure(e.getMessage(), e);
            } catch (NoSuchFileException e) {
                throw new TaskFailure(
                        "The file " + e.getFile() + " is not there any more. Put it back, then retry the job.", e);
            } catch (AccessDeniedException e) {
                throw new TaskFailure(
                        "The file " + e.getFile() + " may not be read by this server's user. Permit it, then retry"
                                + " the job.",
                        e);
            }
        }

        private static void logErrors(LogLine line, Reporter reporter) {
            if (line.level() == LogLine.Level.ERROR) {
                reporter.log(line.text());
            }
        }
    }
}
