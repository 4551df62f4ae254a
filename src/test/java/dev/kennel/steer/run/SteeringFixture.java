package dev.kennel.steer.run;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

import dev.kennel.device.Device;
import dev.kennel.feature.Feature;
import dev.kennel.feature.Feature.Contrast;
import dev.kennel.feature.FeatureFile;
import dev.kennel.gguf.GgufFiles;
import dev.kennel.gguf.ModelFacts;
import dev.kennel.llama.PackagedLlama;
import dev.kennel.quantize.run.RecordingReporter;
import dev.kennel.steer.ExtractReport;
import dev.kennel.steer.ExtractTask;
import dev.kennel.steer.Method;
import dev.kennel.steer.SteeringReach;

/// The features of the small models, cut down, and vectors for them.
public final class SteeringFixture {

    private static final int PROMPTS = 16;
    private static final int PROBES = 16;

    private SteeringFixture() {}

    /// A feature named `small-` and this.
    public static Feature feature(String name) throws Exception {
        Feature whole = FeatureFile.read(Path.of("src/main/demo/features/pup-" + name + ".yaml"));
        var contrast = new Contrast(
                whole.contrast().positive().subList(0, 2),
                whole.contrast().negative().subList(0, 2),
                whole.contrast().prompts().subList(0, PROMPTS));
        return new Feature(
                "small-" + name,
                whole.poles(),
                whole.notes(),
                contrast,
                whole.probes().subList(0, PROBES),
                whole.benign());
    }

    static ExtractReport extract(Path model, Feature feature, Method method, Path target) throws Exception {
        ModelFacts facts = ModelFacts.of(GgufFiles.open(model));
        var keys = new TreeMap<String, String>();
        keys.put("kennel.vector.method", method.name());
        var task = new ExtractTask(
                List.of(model),
                facts.architecture(),
                (int) facts.blockCount(),
                SteeringReach.of(facts),
                feature.contrast(),
                method,
                1,
                Device.CPU,
                keys,
                target);
        return new ExtractRunner(PackagedLlama.get()).run(task, new RecordingReporter());
    }
}
