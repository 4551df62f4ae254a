package dev.kennel.jobs;

import java.util.List;
import java.util.Optional;

import dev.kennel.device.Device;

/// The choice of a device in a form; there only where there is something beside the CPU to choose.
///
/// @param devices beside the CPU
/// @param cpu whether the CPU can be chosen too
/// @param chosen as the form was sent
public record DeviceField(List<Device> devices, boolean cpu, Optional<String> chosen) {

    /// Of these and the CPU.
    public DeviceField(List<Device> devices, Optional<String> chosen) {
        this(devices, true, chosen);
    }

    public boolean isChoice() {
        return !devices.isEmpty();
    }

    public boolean isChosen(String name) {
        return chosen.orElse(Device.AUTO).equals(name);
    }
}
