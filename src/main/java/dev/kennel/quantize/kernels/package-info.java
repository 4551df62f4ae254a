/// Encodes with kernels, whatever runs them. The kernels, in OpenCL C, are resources beside these classes;
/// [KernelPlan] says which of them make which type, [KernelRows] takes rows over them, and a [KernelDriver] compiles
/// and runs them.
package dev.kennel.quantize.kernels;
