package dev.kennel.machine;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.kennel.device.Device;
import dev.kennel.jobs.Lease;

/// A device of this node that jobs can have.
///
/// @param name as jobs ask for it, `CUDA0`
/// @param memory bytes that it has
/// @param driver where it is known
/// @param integrated whether its memory is the node's
/// @param jobs that have it now
@Schema(name = "Device")
record DeviceReport(
        String name,
        String description,
        long memory,
        Optional<String> driver,
        boolean integrated,
        List<LeasingJob> jobs) {

    /// A job that has a device.
    @Schema(name = "LeasingJob")
    record LeasingJob(long id, String title) {}

    /// @param leases of all devices
    static DeviceReport of(Device device, List<Lease> leases) {
        return new DeviceReport(
                device.name(),
                device.description(),
                device.memory(),
                device.driver(),
                device.kind() == Device.Kind.INTEGRATED_GPU,
                leases.stream()
                        .filter(lease -> lease.device().equals(device.name()))
                        .map(lease -> new LeasingJob(lease.job(), lease.title()))
                        .toList());
    }

    @JsonIgnore
    public boolean isFree() {
        return jobs.isEmpty();
    }
}
