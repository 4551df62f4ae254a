package dev.kennel.quantize.run;

import java.io.IOException;
import java.util.Optional;

import dev.kennel.device.Device;
import dev.kennel.device.LlamaBuild;
import dev.kennel.device.run.Builds;
import dev.kennel.llama.Llama;
import dev.kennel.llama.RowEncoder;
import dev.kennel.quantize.EncodeReport;
import dev.kennel.quantize.EncodeTask;
import dev.kennel.quantize.EncodeTask.TensorWork;
import dev.kennel.quantize.EncodeTask.UnitWork;
import dev.kennel.quantize.ImportanceRules;
import dev.kennel.worker.Reporter;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.TaskRunner;

/// Encodes tensors in one pass over the source.
final class EncodeRunner implements TaskRunner<EncodeTask, EncodeReport> {

    private final String choice;
    private final RowEncoder rows;
    private final LlamaBuild build;

    /// With the encoders that the worker is configured to use.
    EncodeRunner(Llama llama) {
        this(llama, AllowedEncoders.configured());
    }

    /// @param choice the text of an [dev.kennel.quantize.EncoderChoice]
    EncodeRunner(Llama llama, String choice) {
        this.choice = choice;
        this.rows = llama.rowEncoder();
        this.build = Builds.of(llama, Device.CPU);
    }

    @Override
    public EncodeReport run(EncodeTask task, Reporter reporter) throws IOException, TaskFailure, InterruptedException {
        AllowedEncoders allowed = AllowedEncoders.by(choice);
        Optional<ImatrixSlices> imatrix = ImatrixSlices.open(task.imatrix());
        for (TensorWork tensor : task.tensors()) {
            for (UnitWork unit : tensor.units()) {
                refuseImpossible(tensor, unit, imatrix);
            }
        }
        var encoders =
                new Encoders(allowed.of(rows, task.device(), reporter::log), new GgmlEncoder(rows), reporter::log);
        try (var sweep = new Sweep(task, rows, encoders, imatrix, reporter)) {
            return sweep.run(build);
        }
    }

    /// What would abort the process, and what a plan names as an obstacle.
    private static void refuseImpossible(TensorWork tensor, UnitWork unit, Optional<ImatrixSlices> imatrix)
            throws TaskFailure {
        if (unit.type() == tensor.type()) {
            return;
        }
        if (!unit.type().divides(tensor.shape().getFirst())) {
            throw new TaskFailure("The rows of %s have %d weights and cannot be encoded as %s, which has blocks of %d."
                    .formatted(
                            tensor.name(),
                            tensor.shape().getFirst(),
                            unit.type().ggmlName(),
                            unit.type().blockSize()));
        }
        boolean hasWeights =
                imatrix.flatMap(matrix -> matrix.size(tensor.name())).isPresent();
        boolean needsWeights = unit.weighted() || ImportanceRules.abortsWithout(unit.type());
        if (needsWeights && !(unit.weighted() && hasWeights)) {
            throw new TaskFailure("To encode %s as %s takes importance weights, and there are none for it."
                    .formatted(tensor.name(), unit.type().ggmlName()));
        }
    }
}
