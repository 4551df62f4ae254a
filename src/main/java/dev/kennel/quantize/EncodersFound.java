package dev.kennel.quantize;

import java.util.List;
import java.util.Optional;

import dev.kennel.gguf.GgmlType;

/// What an [EncodersTask] found.
///
/// @param cpuVariant the CPU library that was loaded, `haswell` say
/// @param encoders fastest first; each with the types that no faster one makes
/// @param devices that jobs may ask for, usable or not; none where the configuration allows none
/// @param cudaProblem why CUDA has no device, where its driver fails or the configuration says that it should have one
public record EncodersFound(
        String cpuVariant, List<Encoder> encoders, List<EncodingDevice> devices, Optional<String> cudaProblem) {

    public EncodersFound {
        encoders = List.copyOf(encoders);
        devices = List.copyOf(devices);
    }

    /// @param name `simd`, `ggml`; of one on a device, with that
    /// @param types that it makes unless it fails their known-answer test, which comes when they are used
    /// @param vectorBits how wide the vectors of `simd` are
    public record Encoder(String name, List<GgmlType> types, Optional<Integer> vectorBits) {

        public Encoder {
            types = List.copyOf(types);
        }
    }
}
