package dev.kennel.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.kennel.catalog.ModelTensor;
import dev.kennel.gguf.GgufModelFiles;
import dev.kennel.gguf.TensorInfo;
import dev.kennel.web.Problem;

/// Whether a file is a quant of a base: the same architecture, the same tensors with the same shapes. Layers for
/// multi-token prediction (`nextn`) may be left out, as publishers do.
final class BaseMatch {

    private static final int NAMED_AT_MOST = 20;

    private final Map<String, List<Long>> base = new HashMap<>();
    private final String architecture;

    BaseMatch(List<ModelTensor> tensors, String architecture) {
        tensors.forEach(tensor -> base.put(tensor.name, trimmed(tensor.shape)));
        this.architecture = architecture;
    }

    /// @throws dev.kennel.web.ProblemException naming the tensors that do not belong to the base
    void refuseForeign(GgufModelFiles quant) {
        var differences = differences(quant);
        if (differences.isEmpty()) {
            return;
        }
        Problem problem = Problem.unprocessable("The file is not a quant of this base")
                .kind("not-of-this-base")
                .because(differences.size() + (differences.size() == 1 ? " difference." : " differences."))
                .next("Import it under its own base.");
        for (Problem.Field difference : differences.subList(0, Math.min(NAMED_AT_MOST, differences.size()))) {
            problem = problem.field(difference.field(), difference.message());
        }
        throw problem.exception();
    }

    private List<Problem.Field> differences(GgufModelFiles quant) {
        var differences = new ArrayList<Problem.Field>();
        String own = quant.header().architecture().orElse("");
        if (!own.equals(architecture)) {
            differences.add(new Problem.Field(
                    "general.architecture", "'" + own + "', and the base's is '" + architecture + "'"));
        }
        Map<String, List<Long>> missing = new HashMap<>(base);
        for (TensorInfo tensor : quant.tensorInfos()) {
            List<Long> expected = missing.remove(tensor.name());
            if (expected == null) {
                differences.add(new Problem.Field(tensor.name(), "the base has no such tensor"));
            } else if (!expected.equals(trimmed(tensor.shape()))) {
                differences.add(new Problem.Field(
                        tensor.name(), "has the shape " + tensor.shape() + ", and in the base " + expected));
            }
        }
        missing.keySet().stream()
                .filter(name -> !name.contains(".nextn."))
                .sorted()
                .forEach(name -> differences.add(new Problem.Field(name, "is missing from the file")));
        return differences;
    }

    /// Trailing dimensions of 1 mean nothing.
    private static List<Long> trimmed(List<Long> shape) {
        int length = shape.size();
        while (length > 1 && shape.get(length - 1) == 1) {
            length--;
        }
        return List.copyOf(shape.subList(0, length));
    }
}
