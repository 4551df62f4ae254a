package dev.kennel.measure;

import java.util.Map;

/// Memory that a model takes at work, in bytes. The first three are what llama.cpp allocated, on all devices together.
///
/// @param model of the tensors
/// @param context of keys, values and recurrent state, at the length that was timed
/// @param compute of what a decode works with
/// @param peak by how much the worker's resident memory rose at most, pages of a mapped file included; 0 where the
///     system does not say
/// @param devices all that llama.cpp allocated, by device
public record MemoryUse(long model, long context, long compute, long peak, Map<String, Long> devices) {

    public MemoryUse {
        devices = Map.copyOf(devices);
    }

    /// What llama.cpp allocated on one device, by its name. Its `_Host` buffers lie in the host's memory.
    public long on(String device) {
        return devices.getOrDefault(device, 0L);
    }

    /// What llama.cpp allocated in all.
    public long allocated() {
        return model + context + compute;
    }
}
