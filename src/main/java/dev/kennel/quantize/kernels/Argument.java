package dev.kennel.quantize.kernels;

/// An argument of a kernel.
public sealed interface Argument {

    /// @param id a handle of the driver's
    record Buffer(long id) implements Argument {}

    /// An `int`.
    record Number(int value) implements Argument {}
}
