package dev.kennel.quantize;

import java.util.Optional;

import dev.kennel.device.Device;

/// What a job was asked to encode on, in words, beside what encoded in truth: what a device cannot do, or does wrongly,
/// others do.
///
/// @param name [Device#AUTO], [Device#CPU], or a name of [EncodingDevice]
public record AskedDevice(String name) {

    /// While nothing is encoded.
    public String inWords() {
        return switch (name) {
            case Device.AUTO -> "On the first GPU that OpenCL or CUDA knows, or the CPU where there is none.";
            case Device.CPU -> "On the CPU alone.";
            default -> "On " + name + "; on the CPU what it cannot do.";
        };
    }

    /// @param used empty when that was not recorded
    public String inWords(Optional<EncodersUsed> used) {
        return inWords() + " " + used.map(this::inTruth).orElse("What encoded was not recorded.");
    }

    private String inTruth(EncodersUsed used) {
        return used.isEmpty() ? "Nothing was encoded." : encodedBy(used.inWords(), used);
    }

    /// Without the types.
    public String inShort(EncodersUsed used) {
        return used.isEmpty() ? inWords() : inWords() + " " + encodedBy(used.names(), used);
    }

    private String encodedBy(String encoders, EncodersUsed used) {
        return "Encoded by " + encoders + remark(used) + ".";
    }

    private String remark(EncodersUsed used) {
        if (name.equals(Device.AUTO) || name.equals(Device.CPU) || !used.includeCpu()) {
            return "";
        }
        return used.includeDevice() ? ": not all of it on " + name : ": nothing of it on " + name;
    }
}
