package dev.kennel.llama;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The drivers of devices, as far as they are told: ggml's Vulkan backend logs them while it is loaded, NVIDIA's kernel
/// module has a file.
final class Drivers {

    static final Path NVIDIA_MODULE = Path.of("/proc/driver/nvidia/version");

    private static final Pattern VULKAN_LINE = Pattern.compile("ggml_vulkan: (\\d+) = .+ \\(([^()]+)\\) \\| uma: .*");
    private static final Pattern NVIDIA_VERSION = Pattern.compile("\\bModule\\b.*?\\s(\\d+\\.[\\d.]+)\\s");
    private static final String NVIDIA = "NVIDIA";

    private final Map<String, String> vulkan = new HashMap<>();
    private final Optional<String> nvidiaVersion;

    /// @param loading what was logged while the backends were loaded
    /// @param nvidiaModule [#NVIDIA_MODULE], which need not be there
    Drivers(List<LogLine> loading, Path nvidiaModule) {
        for (LogLine line : loading) {
            Matcher matcher = VULKAN_LINE.matcher(line.text().strip());
            if (matcher.matches()) {
                vulkan.put("Vulkan" + matcher.group(1), matcher.group(2));
            }
        }
        nvidiaVersion = versionIn(nvidiaModule);
    }

    private static Optional<String> versionIn(Path nvidiaModule) {
        try {
            Matcher matcher = NVIDIA_VERSION.matcher(Files.readString(nvidiaModule));
            return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }

    /// @param device its name, `CUDA0` say
    Optional<String> of(String device) {
        if (device.startsWith("CUDA")) {
            return nvidiaVersion.map(version -> NVIDIA + " " + version);
        }
        return Optional.ofNullable(vulkan.get(device))
                .map(name -> name.equals(NVIDIA)
                        ? NVIDIA + nvidiaVersion.map(version -> " " + version).orElse("")
                        : name);
    }
}
