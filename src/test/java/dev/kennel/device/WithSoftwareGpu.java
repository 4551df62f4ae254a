package dev.kennel.device;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/// A server whose workers have the Vulkan libraries, and may compute on software.
public final class WithSoftwareGpu implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("kennel.llama.directory", SoftwareGpu.LIBRARIES.toString(), "kennel.devices.software", "true");
    }
}
