package dev.kennel.quantize.cuda;

import dev.kennel.quantize.kernels.KernelDevice;
import dev.kennel.quantize.kernels.KernelRowsContract;

/// Without a GPU: what is CUDA C++ of the kernels runs on the host, behind a driver of the host's.
class CudaRowsTest extends KernelRowsContract {

    @Override
    protected KernelDevice require() {
        return HostCuda.require().all().getFirst();
    }
}
