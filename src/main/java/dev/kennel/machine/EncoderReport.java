package dev.kennel.machine;

import java.util.List;
import java.util.Optional;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.EncodersFound;
import dev.kennel.quantize.EncodingDevice;

/// What a node encodes with.
///
/// @param cpuLibrary llama.cpp's library for CPUs that its workers load, `haswell` say
/// @param encoders fastest first; none on a node that takes no part in jobs
/// @param devices that OpenCL and CUDA know and the configuration allows
/// @param cudaProblem why CUDA has no device, where it is missed
/// @param problem why nothing can be encoded
@Schema(name = "Encoders")
record EncoderReport(
        Optional<String> cpuLibrary,
        List<Encoder> encoders,
        List<EncodingDevice> devices,
        Optional<String> cudaProblem,
        Optional<String> problem) {

    /// @param types that no encoder before it makes
    /// @param vectorBits how wide its vectors are, if it has some
    @Schema(name = "Encoder")
    record Encoder(String name, List<String> types, Optional<Integer> vectorBits) {}

    static EncoderReport of(EncodersFound found) {
        List<Encoder> encoders = found.encoders().stream()
                .map(encoder -> new Encoder(
                        encoder.name(),
                        encoder.types().stream().map(GgmlType::ggmlName).toList(),
                        encoder.vectorBits()))
                .toList();
        return new EncoderReport(
                Optional.of(found.cpuVariant()), encoders, found.devices(), found.cudaProblem(), Optional.empty());
    }

    static EncoderReport none(Optional<String> problem) {
        return new EncoderReport(Optional.empty(), List.of(), List.of(), Optional.empty(), problem);
    }
}
