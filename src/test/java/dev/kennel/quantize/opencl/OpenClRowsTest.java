package dev.kennel.quantize.opencl;

import dev.kennel.quantize.kernels.KernelDevice;
import dev.kennel.quantize.kernels.KernelRowsContract;

class OpenClRowsTest extends KernelRowsContract {

    @Override
    protected KernelDevice require() {
        return AnyOpenCl.require();
    }
}
