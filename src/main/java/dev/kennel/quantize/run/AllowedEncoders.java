package dev.kennel.quantize.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.kennel.device.Device;
import dev.kennel.llama.RowEncoder;
import dev.kennel.quantize.EncoderChoice;
import dev.kennel.quantize.simd.VectorWidth;
import dev.kennel.worker.TaskFailure;

/// The encoders that a worker may use.
record AllowedEncoders(EncoderChoice choice) {

    /// What the system property [EncoderChoice#PROPERTY] says.
    static String configured() {
        return System.getProperty(EncoderChoice.PROPERTY, EncoderChoice.AUTO.text());
    }

    /// @param choice the text of an [EncoderChoice]
    /// @throws TaskFailure when it is none
    static AllowedEncoders by(String choice) throws TaskFailure {
        try {
            return new AllowedEncoders(EncoderChoice.of(choice));
        } catch (IllegalArgumentException e) {
            throw new TaskFailure(e.getMessage(), e);
        }
    }

    DeviceEncoders devices() {
        return switch (choice) {
            case AUTO -> DeviceEncoders.all();
            case OPENCL -> DeviceEncoders.on(Platform.OPENCL);
            case CUDA -> DeviceEncoders.on(Platform.CUDA);
            case CPU, GGML, SIMD -> DeviceEncoders.none();
        };
    }

    /// Fastest first. With [EncoderChoice#SIMD], [EncoderChoice#OPENCL] and [EncoderChoice#CUDA] a type that has no
    /// such encoder is refused. OpenCL on something else than a GPU is never chosen but with
    /// [EncoderChoice#OPENCL], or by its name.
    ///
    /// @param device what the job asked for: [Device#AUTO], [Device#CPU], or a device's name
    /// @param log hears of devices
    /// @throws TaskFailure when there is no device that could be used, and the CPU may not be
    List<TensorEncoder> of(RowEncoder ggml, String device, Consumer<String> log) throws TaskFailure {
        if (!choice.allowsDevices() && isNamed(device)) {
            log.accept("%s is not used: %s is %s, which allows no device."
                    .formatted(device, EncoderChoice.PROPERTY, choice.text()));
        }
        return switch (choice) {
            case AUTO -> {
                List<TensorEncoder> encoders = new ArrayList<>(onDevice(ggml, device, log));
                encoders.addAll(onCpu(ggml));
                yield encoders;
            }
            case CPU -> onCpu(ggml);
            case GGML -> List.of(new GgmlEncoder(ggml));
            case SIMD ->
                VectorWidth.preferred().stream()
                        .<TensorEncoder>map(bits -> SimdEncoder.alone(bits, ggml))
                        .toList();
            case OPENCL, CUDA -> onDeviceAlone(ggml, device, log);
        };
    }

    private static boolean isNamed(String device) {
        return !device.equals(Device.AUTO) && !device.equals(Device.CPU);
    }

    private static List<TensorEncoder> onCpu(RowEncoder ggml) {
        return Stream.concat(
                        VectorWidth.preferred().stream().map(bits -> SimdEncoder.helpedBy(ggml, bits)),
                        Stream.of(new GgmlEncoder(ggml)))
                .toList();
    }

    private List<DeviceEncoder> onDevice(RowEncoder ggml, String device, Consumer<String> log) {
        return switch (device) {
            case Device.CPU -> List.of();
            case Device.AUTO -> devices().onGpu(ggml, log).stream().toList();
            default -> devices().onDevice(device, ggml, log).stream().toList();
        };
    }

    private List<TensorEncoder> onDeviceAlone(RowEncoder ggml, String device, Consumer<String> log) throws TaskFailure {
        if (device.equals(Device.AUTO)) {
            return List.of(devices().onAnyDevice(ggml, log));
        }
        List<TensorEncoder> encoders = List.copyOf(onDevice(ggml, device, log));
        if (encoders.isEmpty()) {
            throw new TaskFailure(
                    "The job is to encode on %s, and %s is %s, which allows no other device and not the CPU. Set it to"
                                    .formatted(device, EncoderChoice.PROPERTY, choice.text())
                            + " auto, or ask for another device.");
        }
        return encoders;
    }
}
