package dev.kennel.measure.run;

import java.nio.file.Path;
import java.util.Optional;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.LlamaOutput;
import de.kherud.llama.ModelParameters;

import dev.kennel.device.LlamaBuild;
import dev.kennel.worker.TaskFailure;

/// A model in jllama, and the only class that knows jllama: its successor (`net.ladenthin:llama`) would change no
/// other.
///
/// jllama aborts the process on some files, and a process that has used it ends only when it is halted.
final class Jllama implements AutoCloseable {

    /// The version as in the build file, and the llama.cpp that it was built with.
    static final LlamaBuild BUILD = new LlamaBuild("build 4916, in jllama 4.2.0", "built-in", Optional.empty());

    /// Where jllama unpacks its native library.
    private static final String LIBRARY_DIRECTORY = "de.kherud.llama.tmpdir";

    private final LlamaModel model;

    /// jllama's own exception, which has no public type.
    static final class Refusal extends Exception {

        private Refusal(RuntimeException cause) {
            super(cause.getMessage(), cause);
        }
    }

    /// Loads the native library.
    ///
    /// @param directory where it is unpacked
    /// @throws TaskFailure when it cannot be used on this node
    static void prepare(Path directory) throws TaskFailure {
        System.setProperty(LIBRARY_DIRECTORY, directory.toString());
        try {
            Class.forName(LlamaModel.class.getName());
        } catch (LinkageError | ClassNotFoundException e) {
            throw new TaskFailure(
                    "jllama's native library cannot be loaded on this node: " + e.getMessage()
                            + ". It needs libgomp.so.1 (Debian, Ubuntu: apt-get install libgomp1).",
                    e);
        }
    }

    /// @param context tokens that it has room for
    /// @throws Refusal when jllama cannot load it
    Jllama(Path file, int context, int threads) throws Refusal {
        var parameters = new ModelParameters()
                .setModel(file.toString())
                .setCtxSize(context)
                .setThreads(threads)
                .skipWarmup();
        try {
            this.model = new LlamaModel(parameters);
        } catch (RuntimeException e) {
            throw new Refusal(e);
        }
    }

    /// Continues a prompt with the likeliest token each time.
    ///
    /// @param tokens at most
    /// @throws Refusal when jllama cannot
    String continueGreedily(String prompt, int tokens) throws Refusal {
        var parameters = new InferenceParameters(prompt)
                .setNPredict(tokens)
                .setTemperature(0)
                .setCachePrompt(false);
        var text = new StringBuilder();
        try {
            for (LlamaOutput output : model.generate(parameters)) {
                text.append(output.text);
            }
        } catch (RuntimeException e) {
            throw new Refusal(e);
        }
        return text.toString();
    }

    @Override
    public void close() {
        model.close();
    }
}
