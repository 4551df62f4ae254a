/// Runs kernels on NVIDIA's GPUs without OpenCL: the same sources, which a prelude makes CUDA C++ of, go through
/// NVRTC and the CUDA driver. Both are native code: [CudaDevices] loads them, in the worker's process only.
package dev.kennel.quantize.cuda;
