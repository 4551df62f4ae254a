package dev.kennel.measurements;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.kennel.device.Device;
import dev.kennel.web.Format;

/// On what a figure was measured: what of an [Environment] makes rates differ, and logits slightly.
///
/// @param device what computed: `cpu`, or the device as ggml describes it
/// @param deviceName as ggml names it, `CUDA0`; null for the CPU
/// @param driver of the device, where it is known
/// @param cpuVariant which of llama.cpp's CPU libraries was loaded
/// @param llamaCpp version and commit
@Schema(name = "Place")
public record Place(
        String processor,
        int cores,
        String device,
        String deviceName,
        String driver,
        String cpuVariant,
        String llamaCpp) {

    static Place of(Environment environment) {
        return new Place(
                environment.processor(),
                environment.cores(),
                environment.device(),
                environment.deviceName(),
                environment.driver(),
                environment.cpuVariant(),
                environment.llamaCpp());
    }

    /// "2 cores of AMD EPYC 9355 (zen4), llama.cpp 0.5.0". Of different places the words differ too.
    public String words() {
        String host =
                "%s of %s (%s), llama.cpp %s".formatted(Format.counted(cores, "core"), processor, cpuVariant, llamaCpp);
        if (device.equals(Device.CPU)) {
            return host;
        }
        return "%s (%s%s) with %s".formatted(deviceName, device, driver == null ? "" : ", driver " + driver, host);
    }
}
