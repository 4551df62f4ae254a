package dev.kennel.worker;

import java.util.Map;
import java.util.regex.Pattern;

/// What a worker gets of the server's environment: what finds programs, files and devices. Passwords and tokens stay
/// behind, for a worker reads models that anybody may have made.
final class WorkerEnvironment {

    private static final Pattern PASSED_ON = Pattern.compile("PATH|HOME|USER|TMPDIR|TZ|LANG|LC_.*|LD_LIBRARY_PATH"
            + "|(CUDA|NVIDIA|GGML|VK|OCL|POCL|OMP|HIP|ROCR|HSA|ZE|ONEAPI)_.*");

    private static final String FIRST_DEVICE = "0";

    private WorkerEnvironment() {}

    /// @param softwareDevices whether a Vulkan device counts that is software
    static void prepare(Map<String, String> environment, boolean softwareDevices) {
        environment.keySet().removeIf(name -> !PASSED_ON.matcher(name).matches());
        // ggml would attach a debugger to a process that aborts
        environment.put("GGML_NO_BACKTRACE", "1");
        if (softwareDevices) {
            // ggml takes any device that is named, and of its own accord only GPUs
            environment.putIfAbsent("GGML_VK_VISIBLE_DEVICES", FIRST_DEVICE);
        }
    }
}
