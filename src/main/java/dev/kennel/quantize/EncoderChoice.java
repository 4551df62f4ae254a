package dev.kennel.quantize;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// Which encoders may be used: the setting `kennel.encoder`.
public enum EncoderChoice {
    /// The fastest, type by type, on whatever there is.
    AUTO,
    /// [#AUTO] without devices.
    CPU,
    /// llama.cpp's own.
    GGML,
    /// Those on Java's Vector API.
    SIMD,
    /// Those on OpenCL's devices.
    OPENCL,
    /// Those on GPUs that NVIDIA's driver knows.
    CUDA;

    public static final String PROPERTY = "kennel.encoder";

    /// @param text as the configuration gives it
    /// @throws IllegalArgumentException when there is none of this name, with those there are
    public static EncoderChoice of(String text) {
        return Arrays.stream(values())
                .filter(choice -> choice.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("%s is %s; it must be one of %s."
                        .formatted(
                                PROPERTY,
                                text,
                                Arrays.stream(values()).map(EncoderChoice::text).collect(Collectors.joining(", ")))));
    }

    /// As the configuration gives it.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean allowsDevices() {
        return switch (this) {
            case AUTO, OPENCL, CUDA -> true;
            case CPU, GGML, SIMD -> false;
        };
    }

    /// Whether a job may be encoded on the CPU by something else than OpenCL.
    public boolean allowsCpu() {
        return switch (this) {
            case AUTO, CPU, GGML, SIMD -> true;
            case OPENCL, CUDA -> false;
        };
    }
}
