/// Runs kernels on OpenCL devices. OpenCL is native code: [OpenClDevices] loads it, in the worker's process only.
package dev.kennel.quantize.opencl;
