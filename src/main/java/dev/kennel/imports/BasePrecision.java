package dev.kennel.imports;

import java.util.EnumSet;
import java.util.Set;

import dev.kennel.gguf.GgmlType;
import dev.kennel.gguf.GgufModelFiles;
import dev.kennel.gguf.TensorInfo;
import dev.kennel.web.Problem;

/// Whether a model can be a base: every quant is made from it in one step, and quantizing what is quantized already
/// loses quality, so no sweep does it. MXFP4 and NVFP4 pass: some publishers train in them and have nothing better.
final class BasePrecision {

    private static final Set<GgmlType> FULL = EnumSet.of(
            GgmlType.F64,
            GgmlType.F32,
            GgmlType.F16,
            GgmlType.BF16,
            GgmlType.I8,
            GgmlType.I16,
            GgmlType.I32,
            GgmlType.I64,
            GgmlType.MXFP4,
            GgmlType.NVFP4);

    private BasePrecision() {}

    /// @throws dev.kennel.web.ProblemException naming the quantized tensors
    static void refuseQuantized(GgufModelFiles model) {
        var quantized = new NamedTensors();
        for (TensorInfo tensor : model.tensorInfos()) {
            if (!FULL.contains(tensor.type())) {
                quantized.add(tensor.name(), "is " + tensor.type().ggmlName());
            }
        }
        if (quantized.isEmpty()) {
            return;
        }
        throw quantized
                .tell(
                        Problem.unprocessable("The file is a quant, and a base must be of full precision")
                                .kind("quantized-base")
                                .next("Import the F32, F16 or BF16 file that it was made from; then import this one"
                                        + " with that model's name as 'base'."),
                        "tensor is quantized",
                        "tensors are quantized")
                .exception();
    }
}
