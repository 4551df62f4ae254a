package dev.kennel.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import dev.kennel.device.Device;
import dev.kennel.device.DevicesFound;
import dev.kennel.device.DevicesTask;
import dev.kennel.machine.Processor;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.WorkerDied;
import dev.kennel.worker.WorkerListener;
import dev.kennel.worker.WorkerProcess;

/// Tries every device beside the CPU with small models, against the CPU, and lets those that OpenCL and CUDA know
/// encode. Prints a report to keep. Needs neither a database nor a network.
///
/// Ends with status 1 where there is no device, or anything failed. The last line is `result: devices=… passed=…
/// failed=…`.
public final class GpuCheck {

    private static final double GIBIBYTE = 1024.0 * 1024 * 1024;

    private final GpuCheckOptions options;
    private final PrintStream out;
    private int passed;
    private int failed;

    private GpuCheck(GpuCheckOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    public static void main(String[] args) throws Exception {
        try {
            boolean passed = new GpuCheck(GpuCheckOptions.of(args), System.out).run();
            System.exit(passed ? 0 : 1);
        } catch (IllegalArgumentException | TaskFailure | WorkerDied e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private boolean run() throws IOException, TaskFailure, WorkerDied {
        DevicesFound found = find();
        List<Device> devices = found.devices().stream()
                .filter(device -> device.kind().leasable())
                .toList();
        tellMachine(found, devices);
        var encoding = new EncodingCheck(BenchWorkers::start, options.software(), out);
        if (!encoding.findsDevices()) {
            failed++;
        }
        List<Integer> encodingDevices = encoding.tellDevices();
        for (int device : encodingDevices) {
            count(encoding.passes(device));
        }
        if (!devices.isEmpty()) {
            checkModels(devices);
        }
        int all = devices.size() + encodingDevices.size();
        out.printf("%nresult: devices=%d passed=%d failed=%d%n", all, passed, failed);
        return all > 0 && failed == 0;
    }

    private DevicesFound find() throws IOException, TaskFailure, WorkerDied {
        try (WorkerProcess worker = BenchWorkers.start(options.software())) {
            return worker.run(new DevicesTask(), WorkerListener.deaf());
        }
    }

    private void tellMachine(DevicesFound found, List<Device> devices) {
        Processor processor = Processor.ofThisNode();
        out.printf("gpu-check, %s%n", Instant.now().truncatedTo(ChronoUnit.SECONDS));
        out.printf(
                "%s %s, Java %s, %d cores of %s%n",
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                Runtime.version(),
                processor.cores(),
                processor.model());
        out.printf(
                "llama.cpp %s, CPU variant %s, from %s%n",
                found.llama(), found.cpuVariant(), System.getProperty("kennel.llama.directory"));
        devices.forEach(this::tellDevice);
        if (devices.isEmpty()) {
            out.println(
                    "There is no device beside the CPU. KENNEL_LLAMA=vulkan or KENNEL_LLAMA=cuda takes libraries that"
                            + " find GPUs; they need the GPU's driver.");
        }
    }

    private void tellDevice(Device device) {
        out.printf(
                Locale.ROOT,
                "%s: %s, %.1f GiB, driver %s%n",
                device.name(),
                device.description(),
                device.memory() / GIBIBYTE,
                device.driver().orElse("not known"));
    }

    private void checkModels(List<Device> devices) throws IOException, TaskFailure, WorkerDied {
        Path text = Path.of(System.getProperty("kennel.texts.directory")).resolve("eval-stories.txt");
        try (var directory = new TemporaryDirectory()) {
            for (Path model : models()) {
                var check = new ModelCheck(model, text, directory.path(), options.software(), out);
                for (Device device : devices) {
                    count(check.passes(device));
                }
            }
        }
    }

    private void count(boolean pass) {
        if (pass) {
            passed++;
        } else {
            failed++;
        }
    }

    private List<Path> models() throws IOException {
        if (!options.models().isEmpty()) {
            return options.models();
        }
        Path bundled = Path.of(System.getProperty("kennel.demo.directory")).resolve("models");
        try (Stream<Path> files = Files.list(bundled)) {
            return files.filter(file -> file.toString().endsWith(".gguf"))
                    .sorted()
                    .toList();
        }
    }
}
