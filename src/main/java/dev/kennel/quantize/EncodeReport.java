package dev.kennel.quantize;

import java.util.List;

import dev.kennel.device.LlamaBuild;
import dev.kennel.gguf.GgmlType;

/// What an [EncodeTask] did.
///
/// @param sourceBytes read from the source
/// @param encodedBytes written
/// @param encoders which encoder was used for which type, and how fast it was
/// @param stages where the time went
/// @param llama which llama.cpp was loaded
public record EncodeReport(
        int tensors,
        int units,
        long sourceBytes,
        long encodedBytes,
        List<EncoderUse> encoders,
        StageTimes stages,
        LlamaBuild llama) {

    public EncodeReport {
        encoders = List.copyOf(encoders);
    }

    public EncodersUsed encodersUsed() {
        return EncodersUsed.of(encoders);
    }

    /// @param weights encoded
    /// @param nanos added up over the threads
    public record EncoderUse(GgmlType type, String encoder, int units, long weights, long nanos) {}
}
