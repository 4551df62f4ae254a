package dev.kennel.device.run;

import java.util.List;
import java.util.Optional;

import dev.kennel.device.Device;
import dev.kennel.llama.ComputeDevice;
import dev.kennel.llama.Llama;

/// The devices of the llama.cpp that this process has loaded.
public final class LlamaDevices {

    private LlamaDevices() {}

    /// All of them, the CPU too.
    public static List<Device> all(Llama llama) {
        return llama.devices().stream().map(LlamaDevices::device).toList();
    }

    /// The one that a task computed on beside the CPU.
    ///
    /// @param name as the task asked for it; none for the CPU
    public static Optional<Device> beside(Llama llama, String name) {
        return all(llama).stream()
                .filter(device -> device.kind() != Device.Kind.CPU)
                .filter(device -> device.name().equalsIgnoreCase(name))
                .findFirst();
    }

    private static Device device(ComputeDevice device) {
        Device.Kind kind =
                switch (device.kind()) {
                    case CPU -> Device.Kind.CPU;
                    case GPU -> Device.Kind.GPU;
                    case INTEGRATED_GPU -> Device.Kind.INTEGRATED_GPU;
                    case ACCELERATOR -> Device.Kind.ACCELERATOR;
                    case META -> Device.Kind.META;
                };
        return new Device(device.name(), device.description(), kind, device.memory(), device.driver());
    }
}
