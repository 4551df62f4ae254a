package dev.kennel.quantize.cuda;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What NVRTC compiles for.
///
/// @param capability ten times the major version of a compute capability and the minor
/// @param isFinal whether the code is the GPU's own; else it is PTX, which the driver makes code of
record Target(int capability, boolean isFinal) {

    /// Of a GPU. Its own code is loaded by any driver of the same major version of CUDA; PTX must not be newer than the
    /// driver, but serves GPUs that NVRTC does not know yet.
    ///
    /// @param supported by NVRTC
    /// @return none for a GPU that is older than all of these
    static Optional<Target> of(int capability, List<Integer> supported) {
        return supported.stream()
                .filter(known -> known <= capability)
                .max(Comparator.naturalOrder())
                .map(known -> new Target(known, known == capability));
    }

    /// As NVRTC has it.
    String architecture() {
        return (isFinal ? "sm_" : "compute_") + capability;
    }
}
