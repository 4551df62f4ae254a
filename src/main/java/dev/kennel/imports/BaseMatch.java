package dev.kennel.imports;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.kennel.catalog.ModelTensor;
import dev.kennel.gguf.GgmlType;
import dev.kennel.gguf.GgufModelFiles;
import dev.kennel.gguf.TensorInfo;
import dev.kennel.web.Problem;

/// Whether a file is a quant of a base: the same architecture, the same tensors with the same shapes. Layers for
/// multi-token prediction (`nextn`) may be left out, as publishers do.
final class BaseMatch {

    private final Map<String, List<Long>> base = new HashMap<>();
    private final Map<String, GgmlType> types = new HashMap<>();
    private final String architecture;

    BaseMatch(List<ModelTensor> tensors, String architecture) {
        tensors.forEach(tensor -> {
            base.put(tensor.name, trimmed(tensor.shape));
            types.put(tensor.name, tensor.type);
        });
        this.architecture = architecture;
    }

    /// A copy of the base in another type is a quant of it; one in the same types is not.
    ///
    /// @throws dev.kennel.web.ProblemException naming the tensors that do not belong to the base
    void refuse(GgufModelFiles file) {
        refuseForeign(file);
        refuseBaseItself(file);
    }

    private void refuseBaseItself(GgufModelFiles file) {
        for (TensorInfo tensor : file.tensorInfos()) {
            if (tensor.type() != types.get(tensor.name())) {
                return;
            }
        }
        throw Problem.unprocessable("The file is the base itself, not a quant of it")
                .kind("the-base-itself")
                .because("Each of its tensors has the type that it has in the base.")
                .next("Nothing is to be imported: quants of the base can be made already.")
                .exception();
    }

    private void refuseForeign(GgufModelFiles quant) {
        var differences = differences(quant);
        if (differences.isEmpty()) {
            return;
        }
        Problem problem = Problem.unprocessable("The file is not a quant of this base")
                .kind("not-of-this-base")
                .next("Import it under its own base.");
        throw differences.tell(problem, "difference", "differences").exception();
    }

    private NamedTensors differences(GgufModelFiles quant) {
        var differences = new NamedTensors();
        String own = quant.header().architecture().orElse("");
        if (!own.equals(architecture)) {
            differences.add("general.architecture", "'" + own + "', and the base's is '" + architecture + "'");
        }
        Map<String, List<Long>> missing = new HashMap<>(base);
        for (TensorInfo tensor : quant.tensorInfos()) {
            List<Long> expected = missing.remove(tensor.name());
            if (expected == null) {
                differences.add(tensor.name(), "the base has no such tensor");
            } else if (!expected.equals(trimmed(tensor.shape()))) {
                differences.add(tensor.name(), "has the shape " + tensor.shape() + ", and in the base " + expected);
            }
        }
        missing.keySet().stream()
                .filter(name -> !name.contains(".nextn."))
                .sorted()
                .forEach(name -> differences.add(name, "is missing from the file"));
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
