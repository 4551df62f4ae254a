package dev.kennel.quantize.run;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.kennel.llama.RowEncoder;
import dev.kennel.quantize.simd.VectorWidth;
import dev.kennel.worker.TaskFailure;

/// Which encoders a worker may use: the system property `kennel.encoder`.
enum EncoderChoice {
    AUTO,
    CPU,
    GGML,
    SIMD,
    OPENCL;

    static final String PROPERTY = "kennel.encoder";

    /// The name that the configuration gives.
    static String configured() {
        return System.getProperty(PROPERTY, AUTO.text());
    }

    /// @throws TaskFailure when there is none of this name
    static EncoderChoice named(String name) throws TaskFailure {
        return Arrays.stream(values())
                .filter(choice -> choice.text().equals(name))
                .findFirst()
                .orElseThrow(() -> new TaskFailure("%s is %s; it must be one of %s."
                        .formatted(
                                PROPERTY,
                                name,
                                Arrays.stream(values()).map(EncoderChoice::text).collect(Collectors.joining(", ")))));
    }

    private String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Fastest first. [#CPU] is [#AUTO] without OpenCL. With [#SIMD] and [#OPENCL] a type that has no such encoder is
    /// refused. OpenCL on something else than a GPU is never chosen but with [#OPENCL].
    ///
    /// @param log hears of devices
    /// @throws TaskFailure when a device is wanted and there is none
    List<TensorEncoder> encoders(RowEncoder ggml, Consumer<String> log) throws TaskFailure {
        Optional<VectorWidth> width = VectorWidth.preferred();
        return switch (this) {
            case AUTO ->
                Stream.of(
                                OpenClEncoders.onGpu(ggml, log).stream(),
                                width.stream().map(bits -> SimdEncoder.helpedBy(ggml, bits)),
                                Stream.of(new GgmlEncoder(ggml)))
                        .<TensorEncoder>flatMap(encoders -> encoders)
                        .toList();
            case CPU ->
                Stream.concat(
                                width.stream().map(bits -> SimdEncoder.helpedBy(ggml, bits)),
                                Stream.of(new GgmlEncoder(ggml)))
                        .toList();
            case GGML -> List.of(new GgmlEncoder(ggml));
            case SIMD ->
                width.stream()
                        .<TensorEncoder>map(bits -> SimdEncoder.alone(bits, ggml))
                        .toList();
            case OPENCL -> List.of(OpenClEncoders.onAnyDevice(ggml, log));
        };
    }
}
