package dev.kennel.quantize.kernels;

import dev.kennel.quantize.EncodingDevice;

/// A device that runs kernels, and what is known of it.
public interface KernelDevice {

    EncodingDevice description();

    /// Of a usable device.
    ///
    /// @throws KernelException when it cannot be used after all
    KernelDriver open();
}
