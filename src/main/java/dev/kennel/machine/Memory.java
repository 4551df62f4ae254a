package dev.kennel.machine;

import java.lang.management.ManagementFactory;

import com.sun.management.OperatingSystemMXBean;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// @param total bytes that this node, or the container it runs in, has
/// @param free bytes that nothing uses; file caches count as used
/// @param heap bytes that the server's own heap may reach; workers come on top
@Schema(name = "Memory")
public record Memory(long total, long free, long heap) {

    public static Memory ofThisNode() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Memory(
                system.getTotalMemorySize(),
                system.getFreeMemorySize(),
                Runtime.getRuntime().maxMemory());
    }
}
