/// Encodes on OpenCL devices. The kernels, in OpenCL C, are resources beside these classes; [KernelPlan] says which
// type
/// is made by which. OpenCL is native code: it is loaded in the worker's process only, by [OpenClDevices].
package dev.kennel.quantize.opencl;
