package dev.kennel.measure.run;

import java.nio.file.Path;
import java.util.List;

import dev.kennel.llama.Llama;
import dev.kennel.llama.Model;
import dev.kennel.worker.Reporter;

/// The model that this process has in memory. It stays from one task to the next, so that a file that is asked about
/// several texts is loaded once.
final class KeptModel {

    private static final double NANOS = 1e9;

    private Key key;
    private Model model;

    private record Key(List<Path> shards, String device) {}

    /// The model of these files. It belongs to this object: do not close it.
    ///
    /// @throws dev.kennel.llama.LlamaException when it does not load
    Model of(Llama llama, List<Path> shards, String device, Reporter reporter) {
        var wanted = new Key(List.copyOf(shards), device);
        if (!wanted.equals(key)) {
            release();
            long started = System.nanoTime();
            model = llama.loadModel(shards, device);
            key = wanted;
            reporter.log("%s loaded in %.1f s"
                    .formatted(shards.getFirst().getFileName(), (System.nanoTime() - started) / NANOS));
        }
        return model;
    }

    /// Frees its memory.
    void release() {
        if (model != null) {
            model.close();
            model = null;
            key = null;
        }
    }
}
