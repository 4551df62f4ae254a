package dev.kennel.quantize.cuda;

import java.util.Optional;

import dev.kennel.quantize.kernels.KernelException;

/// Makes of CUDA C++ what the driver loads.
interface CudaCompiler {

    /// Why it compiles nothing for a GPU, if so.
    ///
    /// @param capability ten times the major version of its compute capability and the minor
    Optional<String> obstacle(int capability);

    /// @param capability as in [#obstacle]
    /// @return a module's image
    /// @throws KernelException with the compiler's words
    byte[] compile(String source, int capability);
}
