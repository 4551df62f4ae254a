package dev.kennel.quantize.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.kennel.gguf.GeneratedModels;
import dev.kennel.gguf.GgmlType;
import dev.kennel.llama.PackagedLlama;
import dev.kennel.quantize.EncodeReport;
import dev.kennel.quantize.EncodeReport.EncoderUse;
import dev.kennel.quantize.EncodeTask;
import dev.kennel.quantize.EncodeTask.TensorWork;
import dev.kennel.quantize.EncodeTask.UnitWork;
import dev.kennel.quantize.EncodersFound;
import dev.kennel.quantize.EncodersTask;
import dev.kennel.quantize.UnitKey;
import dev.kennel.quantize.opencl.AnyOpenCl;
import dev.kennel.worker.WorkerListener;
import dev.kennel.worker.WorkerProcess;
import dev.kennel.worker.WorkerSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/// Encoding as the server does it: in a worker process, with its options.
class EncodeInWorkerTest {

    @TempDir
    Path directory;

    /// The CPU is an OpenCL device too where PoCL is there, but vectors use it better.
    @Test
    void encodesWithVectorsUnlessThereIsAGpu() throws Exception {
        String expected = AnyOpenCl.isGpu() ? "opencl" : "simd";

        assertThat(encode(Map.of()).encoders())
                .extracting(EncoderUse::type, EncoderUse::encoder)
                .containsExactly(tuple(GgmlType.Q8_0, expected));
    }

    @Test
    void encodesOnAnyOpenClDeviceWhereTheConfigurationSaysSo() throws Exception {
        AnyOpenCl.require();

        assertThat(encode(Map.of("kennel.encoder", "opencl")).encoders())
                .extracting(EncoderUse::type, EncoderUse::encoder)
                .containsExactly(tuple(GgmlType.Q8_0, "opencl"));
    }

    @Test
    void encodesWithGgmlWhereTheConfigurationSaysSo() throws Exception {
        assertThat(encode(Map.of("kennel.encoder", "ggml")).encoders())
                .extracting(EncoderUse::type, EncoderUse::encoder)
                .containsExactly(tuple(GgmlType.Q8_0, "ggml"));
    }

    @Test
    void aDirectoryOfNvrtcThatIsNotThereIsTold() throws Exception {
        EncodersFound found;
        try (WorkerProcess worker = worker(Map.of("kennel.cuda.nvrtc", "/no/such/place"))) {
            found = worker.run(new EncodersTask(), WorkerListener.deaf());
        }

        Stream<String> obstacles = found.devices().stream().flatMap(device -> device.obstacle().stream());
        assertThat(Stream.concat(found.cudaProblem().stream(), obstacles))
                .anyMatch(text -> text.contains("/no/such/place: there is no such directory."));
    }

    private EncodeReport encode(Map<String, String> properties) throws Exception {
        Path model = GeneratedModels.llama(GgmlType.BF16, 256, 256).write(directory.resolve("model.gguf"));
        var sweep = new TestSweep(directory, List.of(model), Optional.empty());
        TensorWork source = sweep.source("blk.0.attn_q.weight");
        var key = UnitKey.of(source.sha256(), source.type(), source.shape(), GgmlType.Q8_0, Optional.empty());
        EncodeTask task = sweep.task(List.of(source.with(List.of(new UnitWork(key, GgmlType.Q8_0, false)))));
        try (WorkerProcess worker = worker(properties)) {
            return worker.run(task, WorkerListener.deaf());
        }
    }

    private static WorkerProcess worker(Map<String, String> properties) throws Exception {
        var all = new HashMap<>(properties);
        all.put("kennel.llama.directory", PackagedLlama.DIRECTORY.toString());
        var settings = new WorkerSettings(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                "300m",
                Duration.ofMinutes(5),
                all);
        return WorkerProcess.start(settings, "dev.kennel.Worker");
    }
}
