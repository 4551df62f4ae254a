package dev.kennel.worker.run;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.function.Function;

import dev.kennel.blob.DiskFullException;
import dev.kennel.gguf.GgufFormatException;
import dev.kennel.llama.Llama;
import dev.kennel.llama.LlamaException;
import dev.kennel.llama.LogLine;
import dev.kennel.worker.Reporter;
import dev.kennel.worker.Task;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.TaskRunner;

/// Loads llama.cpp, passes its errors to the job's log, and turns refusals that a person can act on into task
/// failures.
public record OnLlama<T extends Task<R>, R>(Function<Llama, TaskRunner<T, R>> runner) implements TaskRunner<T, R> {

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
                    "The file " + e.getFile() + " is not there any more. Put it back, then try again.", e);
        } catch (AccessDeniedException e) {
            throw new TaskFailure(
                    "The file " + e.getFile() + " may not be read by this server's user. Permit it, then try"
                            + " again.",
                    e);
        }
    }

    private static void logErrors(LogLine line, Reporter reporter) {
        if (line.level() == LogLine.Level.ERROR) {
            reporter.log(line.text());
        }
    }
}
