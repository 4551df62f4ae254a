package dev.kennel.measurements;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.kennel.device.Device;

/// On what a figure was measured: what of an [Environment] makes rates differ, and logits slightly.
///
/// @param device what computed: `cpu`, or the device as ggml describes it
/// @param deviceName as ggml names it, `CUDA0`; null for the CPU
@Schema(name = "Place")
public record Place(String processor, int cores, String device, String deviceName) {

    static Place of(Environment environment) {
        return new Place(environment.processor(), environment.cores(), environment.device(), environment.deviceName());
    }

    /// "2 cores of AMD EPYC 9355", or "CUDA0 (NVIDIA GeForce RTX 3090)".
    public String words() {
        return device.equals(Device.CPU)
                ? cores + (cores == 1 ? " core of " : " cores of ") + processor
                : deviceName + " (" + device + ")";
    }
}
