package dev.kennel.steer.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.kennel.gguf.ControlVectorFile;
import dev.kennel.llama.Model;
import dev.kennel.steer.MixLoadTask;
import dev.kennel.steer.ScaledVector;
import dev.kennel.worker.TaskFailure;

/// A loaded file, the vectors that it can be steered by, and the questions that it is answering.
final class MixedModel implements AutoCloseable {

    private final Model model;
    private final MixLoadTask loaded;
    private final List<SortedMap<Integer, float[]>> vectors;
    private final Map<Long, Mix> mixes = new HashMap<>();

    private MixedModel(Model model, MixLoadTask loaded, List<SortedMap<Integer, float[]>> vectors) {
        this.model = model;
        this.loaded = loaded;
        this.vectors = vectors;
    }

    /// @param model closed with this
    static MixedModel of(Model model, MixLoadTask loaded) throws IOException {
        List<SortedMap<Integer, float[]>> vectors = new ArrayList<>();
        for (Path vector : loaded.vectors()) {
            vectors.add(ControlVectorFile.read(vector).directions());
        }
        return new MixedModel(model, loaded, vectors);
    }

    Model model() {
        return model;
    }

    int blocks() {
        return loaded.blocks();
    }

    int threads() {
        return loaded.threads();
    }

    /// The sum of the vectors, each by its strength; empty where it is nothing.
    ///
    /// @param strengths one a vector
    SortedMap<Integer, float[]> mixed(List<Double> strengths) {
        SortedMap<Integer, float[]> sum = new TreeMap<>();
        for (int i = 0; i < vectors.size(); i++) {
            if (strengths.get(i) != 0) {
                ScaledVector.add(sum, vectors.get(i), strengths.get(i));
            }
        }
        return sum;
    }

    void keep(long number, Mix mix) {
        mixes.put(number, mix);
    }

    Mix require(long number) throws TaskFailure {
        Mix mix = mixes.get(number);
        if (mix == null) {
            throw new TaskFailure("The question " + number + " was not begun here, or is over.");
        }
        return mix;
    }

    /// @return questions that are still going
    int end(long number) {
        Mix mix = mixes.remove(number);
        if (mix != null) {
            mix.close();
        }
        return mixes.size();
    }

    @Override
    public void close() {
        mixes.values().forEach(Mix::close);
        model.close();
    }
}
