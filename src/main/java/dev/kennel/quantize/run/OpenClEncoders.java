package dev.kennel.quantize.run;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import dev.kennel.llama.RowEncoder;
import dev.kennel.quantize.EncodingDevice;
import dev.kennel.quantize.opencl.OpenClDevice;
import dev.kennel.quantize.opencl.OpenClDevices;
import dev.kennel.quantize.opencl.OpenClException;
import dev.kennel.quantize.opencl.OpenClRows;
import dev.kennel.worker.TaskFailure;

/// The OpenCL devices of this process: looked for when they are first asked for, and kept open until it ends.
final class OpenClEncoders {

    private static final Map<OpenClDevice, DeviceEncoder> OPEN = new HashMap<>();
    private static Optional<OpenClDevices> found = Optional.empty();

    private OpenClEncoders() {}

    /// On a GPU; never on a CPU, which the vectors of other encoders use better.
    ///
    /// @param ggml knows the grids of some types
    /// @param log hears which it is, and why a GPU is not used
    static synchronized Optional<DeviceEncoder> onGpu(RowEncoder ggml, Consumer<String> log) {
        for (OpenClDevice device : devices().all()) {
            EncodingDevice description = device.description();
            if (description.gpu() && !description.usable()) {
                log.accept(unusable(description));
            }
        }
        try {
            return devices().bestGpu().map(device -> open(device, ggml, log));
        } catch (OpenClException e) {
            log.accept("The GPU is not used: " + e.getMessage());
            return Optional.empty();
        }
    }

    /// On the device of a name, whatever it is. Without it the job goes on.
    ///
    /// @param ggml knows the grids of some types
    /// @param log hears which it is, or why it is not used
    static synchronized Optional<DeviceEncoder> onDevice(String name, RowEncoder ggml, Consumer<String> log) {
        Optional<OpenClDevice> device = devices().named(name);
        if (device.isEmpty()) {
            log.accept("There is no device " + name + " on this machine; the CPU encodes.");
            return Optional.empty();
        }
        EncodingDevice description = device.get().description();
        if (!description.usable()) {
            log.accept(unusable(description));
            return Optional.empty();
        }
        try {
            return Optional.of(open(device.get(), ggml, log));
        } catch (OpenClException e) {
            log.accept(name + " is not used: " + e.getMessage());
            return Optional.empty();
        }
    }

    /// On any device, GPUs first.
    ///
    /// @param ggml knows the grids of some types
    /// @param log hears which it is
    /// @throws TaskFailure when there is none that can be used
    static synchronized DeviceEncoder onAnyDevice(RowEncoder ggml, Consumer<String> log) throws TaskFailure {
        OpenClDevice device = devices().best().orElseThrow(() -> new TaskFailure(whyNone()));
        try {
            return open(device, ggml, log);
        } catch (OpenClException e) {
            throw new TaskFailure(e.getMessage(), e);
        }
    }

    private static DeviceEncoder open(OpenClDevice device, RowEncoder ggml, Consumer<String> log) {
        String inWords = device.description().inWords();
        DeviceEncoder encoder = OPEN.computeIfAbsent(
                device, _ -> new DeviceEncoder(new OpenClEncoder(new OpenClRows(device, ggml::widen)), inWords));
        if (!encoder.isSetAside()) {
            log.accept("encoding on " + inWords);
        }
        return encoder;
    }

    static synchronized OpenClDevices devices() {
        if (found.isEmpty()) {
            found = Optional.of(OpenClDevices.find());
        }
        return found.get();
    }

    private static String whyNone() {
        return devices()
                .problem()
                .orElseGet(() -> unusable(devices().all().getFirst().description()));
    }

    private static String unusable(EncodingDevice device) {
        return "%s is not used: %s."
                .formatted(device.inWords(), device.obstacle().orElseThrow());
    }
}
