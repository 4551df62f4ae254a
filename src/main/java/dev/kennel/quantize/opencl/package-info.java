/// Encodes on OpenCL devices. The kernels, in OpenCL C, are resources beside these classes; [KernelPlan] says which of
/// them make which type. OpenCL is native code: [OpenClDevices] loads it, in the worker's process only.
package dev.kennel.quantize.opencl;
