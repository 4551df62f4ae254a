package dev.kennel.quantize.run;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.kennel.llama.RowEncoder;
import dev.kennel.quantize.EncodingDevice;
import dev.kennel.quantize.kernels.KernelDevice;
import dev.kennel.quantize.kernels.KernelException;
import dev.kennel.worker.TaskFailure;

/// The devices of this process that may be used. A platform is not asked for its devices where one before it has what
/// is wanted: where OpenCL knows a GPU a job does not load CUDA.
///
/// @param platforms preferred first
record DeviceEncoders(List<Platform> platforms) {

    /// All that there are. OpenCL comes first: it is tried on more devices.
    static DeviceEncoders all() {
        return new DeviceEncoders(List.of(Platform.OPENCL, Platform.CUDA));
    }

    static DeviceEncoders on(Platform platform) {
        return new DeviceEncoders(List.of(platform));
    }

    static DeviceEncoders none() {
        return new DeviceEncoders(List.of());
    }

    /// A device, and what it belongs to.
    record Found(Platform platform, KernelDevice device) {

        DeviceEncoder open(RowEncoder ggml, Consumer<String> log) {
            return platform.open(device, ggml, log);
        }

        EncodingDevice description() {
            return device.description();
        }
    }

    /// Of all platforms, usable or not.
    List<Found> devices() {
        return platforms.stream()
                .flatMap(platform -> platform.devices().all().stream().map(device -> new Found(platform, device)))
                .toList();
    }

    /// Why there is no GPU, if so and if there is something to say about it.
    Optional<String> problem() {
        if (devices().stream().anyMatch(found -> found.description().gpu())) {
            return Optional.empty();
        }
        String problems = platforms.stream()
                .flatMap(platform -> platform.devices().problem().stream())
                .collect(Collectors.joining(" "));
        return Optional.of(problems).filter(text -> !text.isEmpty());
    }

    /// Why CUDA has no device, where it may be used and is missed or broken.
    Optional<String> cudaProblem() {
        return platforms.contains(Platform.CUDA) ? Platform.CUDA.devices().problem() : Optional.empty();
    }

    /// On a GPU; never on a CPU, which the vectors of other encoders use better.
    ///
    /// @param ggml knows the grids of some types
    /// @param log hears which it is, and why a GPU is not used
    Optional<DeviceEncoder> onGpu(RowEncoder ggml, Consumer<String> log) {
        return platforms.stream()
                .flatMap(platform -> onGpu(platform, ggml, log).stream())
                .findFirst();
    }

    private static Optional<DeviceEncoder> onGpu(Platform platform, RowEncoder ggml, Consumer<String> log) {
        for (KernelDevice device : platform.devices().all()) {
            EncodingDevice description = device.description();
            if (description.gpu() && !description.usable()) {
                log.accept(unusable(description));
            }
        }
        try {
            return platform.devices().bestGpu().map(device -> platform.open(device, ggml, log));
        } catch (KernelException e) {
            log.accept("The GPU is not used: " + e.getMessage());
            return Optional.empty();
        }
    }

    /// On the device of a name, whatever it is. Without it the job goes on.
    ///
    /// @param ggml knows the grids of some types
    /// @param log hears which it is, or why it is not used
    Optional<DeviceEncoder> onDevice(String name, RowEncoder ggml, Consumer<String> log) {
        Optional<Found> device = platforms.stream()
                .flatMap(platform -> platform.devices().named(name).map(found -> new Found(platform, found)).stream())
                .findFirst();
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
            return Optional.of(device.get().open(ggml, log));
        } catch (KernelException e) {
            log.accept(name + " is not used: " + e.getMessage());
            return Optional.empty();
        }
    }

    /// On any device, GPUs first.
    ///
    /// @param ggml knows the grids of some types
    /// @param log hears which it is
    /// @throws TaskFailure when there is none that can be used
    DeviceEncoder onAnyDevice(RowEncoder ggml, Consumer<String> log) throws TaskFailure {
        Found device = best().orElseThrow(() -> new TaskFailure(whyNone()));
        try {
            return device.open(ggml, log);
        } catch (KernelException e) {
            throw new TaskFailure(e.getMessage(), e);
        }
    }

    private Optional<Found> best() {
        return platforms.stream()
                .flatMap(platform -> platform.devices().best().map(device -> new Found(platform, device)).stream())
                .findFirst();
    }

    private String whyNone() {
        return Stream.concat(problem().stream(), devices().stream().map(found -> unusable(found.description())))
                .findFirst()
                .orElseGet(() -> "This machine has no device for "
                        + platforms.stream().map(Platform::name).collect(Collectors.joining(" or ")) + ".");
    }

    private static String unusable(EncodingDevice device) {
        return "%s is not used: %s."
                .formatted(device.inWords(), device.obstacle().orElseThrow());
    }
}
