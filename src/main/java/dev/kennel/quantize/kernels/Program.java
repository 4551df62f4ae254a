package dev.kennel.quantize.kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The kernels of one [KernelPlan], compiled for a device.
///
/// @param id of the program
/// @param grid what the kernels take beside the rows; not closed with the program
record Program(KernelDriver driver, long id, List<Pass> passes, Optional<DeviceGrid> grid) implements AutoCloseable {

    /// @throws KernelException with the compiler's words
    static Program compile(KernelPlan plan, Optional<DeviceGrid> grid, KernelDriver driver) {
        return new Program(driver, driver.compile(plan), plan.passes(), grid);
    }

    /// A kernel for each pass, of the caller's own, who releases them.
    List<Long> kernels() {
        List<Long> kernels = new ArrayList<>();
        try {
            passes.forEach(pass -> kernels.add(driver.kernel(id, pass.kernel())));
            return kernels;
        } catch (KernelException e) {
            kernels.forEach(driver::releaseKernel);
            throw e;
        }
    }

    @Override
    public void close() {
        driver.releaseProgram(id);
    }
}
