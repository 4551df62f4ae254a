package dev.kennel.jobs;

import java.util.Locale;

import dev.kennel.device.Device;

/// What a share occupies while it runs. A lane runs so many shares at a time on a node as its device bears, so that a
/// device is leased by construction.
///
/// @param name `DISK`, `CPU`, or a device's: `CUDA0`
public record Lane(String name) {

    /// Reading and hashing files, in the server's own process.
    public static final Lane DISK = new Lane("DISK");

    /// A worker that keeps all cores of the node busy.
    public static final Lane CPU = new Lane("CPU");

    private static final int DISK_THREADS = 2;

    /// The lane of what computes on a device.
    ///
    /// @param device its name, or [Device#CPU]
    public static Lane of(String device) {
        return device.equals(Device.CPU) ? CPU : new Lane(device);
    }

    /// Whether its shares compute on something else than the CPU.
    boolean isDevice() {
        return !equals(DISK) && !equals(CPU);
    }

    /// The name of the lane's task in the scheduler's table.
    String task() {
        return "share-" + (isDevice() ? name : name.toLowerCase(Locale.ROOT));
    }

    /// Shares at a time on one node.
    ///
    /// @param perDevice how many may share a device
    int threads(int perDevice) {
        if (equals(DISK)) {
            return DISK_THREADS;
        }
        return equals(CPU) ? 1 : perDevice;
    }
}
