package dev.kennel.quantize.run;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.kennel.llama.RowEncoder;
import dev.kennel.quantize.simd.VectorWidth;
import dev.kennel.worker.TaskFailure;

/// Which encoders a worker may use: the system property `kennel.encoder`.
enum EncoderChoice {
    AUTO,
    GGML,
    SIMD;

    private static final String PROPERTY = "kennel.encoder";

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

    /// Fastest first. With [#SIMD] a type that has no vector encoder is refused.
    List<TensorEncoder> encoders(RowEncoder ggml) {
        Optional<VectorWidth> width = VectorWidth.preferred();
        return switch (this) {
            case AUTO ->
                Stream.concat(
                                width.stream().map(bits -> SimdEncoder.helpedBy(ggml, bits)),
                                Stream.of(new GgmlEncoder(ggml)))
                        .toList();
            case GGML -> List.of(new GgmlEncoder(ggml));
            case SIMD ->
                width.stream()
                        .<TensorEncoder>map(bits -> SimdEncoder.alone(bits, ggml))
                        .toList();
        };
    }
}
