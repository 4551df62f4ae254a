package dev.kennel.quantize.run;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.kennel.gguf.GgmlType;
import dev.kennel.llama.Llama;
import dev.kennel.llama.RowEncoder;
import dev.kennel.quantize.EncodingTrial;
import dev.kennel.quantize.EncodingTrialTask;
import dev.kennel.quantize.kernels.KernelException;
import dev.kennel.quantize.kernels.KernelRows;
import dev.kennel.quantize.kernels.SourceRows;
import dev.kennel.worker.Reporter;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.TaskRunner;

/// Tries a device out.
final class EncodingTrialRunner implements TaskRunner<EncodingTrialTask, EncodingTrial> {

    private final RowEncoder ggml;

    EncodingTrialRunner(Llama llama) {
        this.ggml = llama.rowEncoder();
    }

    @Override
    public EncodingTrial run(EncodingTrialTask task, Reporter reporter) throws IOException, TaskFailure {
        var answers = EncodingSelfTest.ofCurrentVersion();
        DeviceEncoders.Found found = DeviceEncoders.all().devices().get(task.device());
        try (var rows = new KernelRows(found.device(), ggml::widen)) {
            var encoder = new KernelEncoder(found.platform().name(), rows);
            Map<Boolean, List<GgmlType>> types = Arrays.stream(GgmlType.values())
                    .filter(encoder::supports)
                    .collect(Collectors.partitioningBy(type -> answers.passes(encoder, type)));
            var widening = new WideningSelfTest(ggml);
            encoder.prepare(GgmlType.Q8_0);
            Map<Boolean, List<GgmlType>> sources = Arrays.stream(GgmlType.values())
                    .filter(SourceRows::areWidened)
                    .collect(Collectors.partitioningBy(source -> widening.passes(encoder, source)));
            return new EncodingTrial(types.get(true), types.get(false), sources.get(true), sources.get(false));
        } catch (KernelException | EncoderFailure e) {
            throw new TaskFailure(e.getMessage(), e);
        }
    }
}
