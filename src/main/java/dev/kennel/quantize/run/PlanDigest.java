package dev.kennel.quantize.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

import dev.kennel.blob.Sha256;
import dev.kennel.llama.KvOverride;
import dev.kennel.quantize.TensorPlan;

/// Digests by which plans over one source are compared.
final class PlanDigest {

    private final MessageDigest digest = Sha256.newDigest();

    private PlanDigest() {}

    /// Of all that the tensors' bytes depend on: names, types and the importance weights that are really used.
    static String ofWeights(List<TensorPlan> tensors) {
        var plan = new PlanDigest();
        plan.add(tensors);
        return plan.finish();
    }

    /// Of all that the file's bytes depend on: what the header says beside the source's own keys, and the tensors.
    static String ofFile(int fileType, List<KvOverride> keys, List<TensorPlan> tensors) {
        var plan = new PlanDigest();
        plan.line("general.file_type", fileType);
        keys.forEach(key -> plan.line(key.key(), key));
        plan.add(tensors);
        return plan.finish();
    }

    private void add(List<TensorPlan> tensors) {
        for (TensorPlan tensor : tensors) {
            line(
                    tensor.name(),
                    tensor.targetType() + " " + tensor.imatrixSlice().orElse("-"));
        }
    }

    private void line(String name, Object value) {
        digest.update((name + "\t" + value + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private String finish() {
        return Sha256.ofRaw(digest.digest()).hex();
    }
}
